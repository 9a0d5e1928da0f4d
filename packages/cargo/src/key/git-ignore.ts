import { childPath } from '../repository-path'
import { pathPattern } from './path-pattern'

interface Rule {
  readonly matches: (path: string) => boolean
  readonly negated: boolean
  readonly directoriesOnly: boolean
}

/**
 * Tells whether Git ignores a path, by the `.gitignore` files of the repository alone: `read` gives their text. A path
 * below an ignored directory is to be asked about through that directory.
 */
export function gitIgnore(
  read: (path: string) => string | undefined,
): (path: string, isDirectory: boolean) => boolean {
  const known = new Map<string, readonly Rule[]>()
  const rulesOf = (dir: string): readonly Rule[] => {
    let rules = known.get(dir)
    if (rules === undefined) {
      rules = parseRules(read(childPath(dir, '.gitignore')) ?? '')
      known.set(dir, rules)
    }
    return rules
  }
  return (path, isDirectory) => {
    const parts = path.split('/')
    // The nearest file decides, and in it the last rule that matches.
    for (let depth = parts.length - 1; depth >= 0; depth--) {
      const below = parts.slice(depth).join('/')
      const rule = rulesOf(parts.slice(0, depth).join('/')).findLast(
        (each) => (isDirectory || !each.directoriesOnly) && each.matches(below),
      )
      if (rule) return !rule.negated
    }
    return false
  }
}

function parseRules(text: string): Rule[] {
  return text.split(/\r?\n/).flatMap((line) => {
    const written = line.replace(/(?<!\\)\s+$/, '')
    if (written === '' || written.startsWith('#')) return []
    const negated = written.startsWith('!')
    const pattern = written.replace(/^!/, '').replace(/^\\(?=[#!])/, '')
    const directoriesOnly = pattern.endsWith('/')
    const trimmed = pattern.replace(/\/$/, '')
    const anchored = trimmed.includes('/')
    // Git knows no braces.
    const glob = trimmed.replace(/^\//, '').replace(/[{}]/g, '[$&]')
    return glob === ''
      ? []
      : [{ negated, directoriesOnly, matches: anchored ? pathPattern(glob) : namePattern(glob) }]
  })
}

/** Most rules are about names, and most of those have nothing special in them. */
function namePattern(glob: string): (path: string) => boolean {
  const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1)
  if (!/[*?[\\]/.test(glob)) return (path) => nameOf(path) === glob
  const matches = pathPattern(glob)
  return (path) => matches(nameOf(path))
}
