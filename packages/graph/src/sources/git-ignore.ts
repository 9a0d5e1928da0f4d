import { IgnoreRules } from '../glob/ignore-rules'
import { childPath, parentDir } from '../repository-path'

/** A `.gitignore` that says something, and the next one above it. */
interface Ruler {
  /** Where paths relative to its directory begin. */
  readonly start: number
  readonly rules: IgnoreRules
  readonly above: Ruler | null
}

/**
 * Tells whether Git ignores a path, by the `.gitignore` files of the repository alone: `read` gives their text. A path
 * below an ignored directory is to be asked about through that directory.
 */
export function gitIgnore(
  read: (path: string) => string | undefined,
): (path: string, isDirectory: boolean) => boolean {
  const known = new Map<string, Ruler | null>()
  const rulerOf = (dir: string): Ruler | null => {
    let ruler = known.get(dir)
    if (ruler === undefined) {
      const above = dir === '' ? null : rulerOf(parentDir(dir))
      const rules = new IgnoreRules(read(childPath(dir, '.gitignore')) ?? '')
      ruler = rules.isEmpty ? above : { start: dir === '' ? 0 : dir.length + 1, rules, above }
      known.set(dir, ruler)
    }
    return ruler
  }
  return (path, isDirectory) => {
    // The nearest file decides.
    for (let ruler = rulerOf(parentDir(path)); ruler !== null; ruler = ruler.above) {
      const verdict = ruler.rules.verdict(path.slice(ruler.start), isDirectory)
      if (verdict !== undefined) return verdict
    }
    return false
  }
}

/** Whether Git ignores a path, or a directory that it lies in. */
export function isIgnoredWithin(
  { isIgnored }: { readonly isIgnored: ReturnType<typeof gitIgnore> },
  path: string,
  isDirectory: boolean,
): boolean {
  let place = ''
  const names = path.split('/')
  return names.some((name, index) => {
    place = childPath(place, name)
    return isIgnored(place, index < names.length - 1 || isDirectory)
  })
}
