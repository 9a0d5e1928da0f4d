/**
 * `path` as seen from the directory `dir`, normalised without asking the disk, the way Cargo does it: `..` takes the
 * parent of what is written. Null for a path that leaves the root or is absolute.
 *
 * @example resolvePath('crates/app', '../engine') // → 'crates/engine'
 */
export function resolvePath(dir: string, path: string): string | null {
  if (path.startsWith('/')) return null
  const parts = dir === '' ? [] : dir.split('/')
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue
    if (part !== '..') parts.push(part)
    else if (parts.pop() === undefined) return null
  }
  return parts.join('/')
}

/** `name` below `dir`; the root directory is `''`. */
export function childPath(dir: string, name: string): string {
  return dir === '' ? name : `${dir}/${name}`
}

/** The directory of a file or directory, `''` for what lies in the root. */
export function parentDir(path: string): string {
  const slash = path.lastIndexOf('/')
  return slash < 0 ? '' : path.slice(0, slash)
}

/** Whether `path` is `dir` or lies below it. */
export function isWithin(dir: string, path: string): boolean {
  return (
    dir === '' ||
    path === dir ||
    (path.length > dir.length && path[dir.length] === '/' && path.startsWith(dir))
  )
}

/** The directories above `dir`, nearest first, ending with the root `''`. */
export function ancestorsOf(dir: string): string[] {
  const ancestors: string[] = []
  for (let current = dir; current !== ''; ) {
    current = parentDir(current)
    ancestors.push(current)
  }
  return ancestors
}
