import { IgnoreRules } from '../glob/ignore-rules'
import { childPath } from '../repository-path'

/**
 * Tells whether Git ignores a path, by the `.gitignore` files of the repository alone: `read` gives their text. A path
 * below an ignored directory is to be asked about through that directory.
 */
export function gitIgnore(
  read: (path: string) => string | undefined,
): (path: string, isDirectory: boolean) => boolean {
  const known = new Map<string, IgnoreRules>()
  const rulesOf = (dir: string): IgnoreRules => {
    let rules = known.get(dir)
    if (rules === undefined) {
      rules = new IgnoreRules(read(childPath(dir, '.gitignore')) ?? '')
      known.set(dir, rules)
    }
    return rules
  }
  return (path, isDirectory) => {
    const parts = path.split('/')
    // The nearest file decides.
    for (let depth = parts.length - 1; depth >= 0; depth--) {
      const below = parts.slice(depth).join('/')
      const verdict = rulesOf(parts.slice(0, depth).join('/')).verdict(below, isDirectory)
      if (verdict !== undefined) return verdict
    }
    return false
  }
}
