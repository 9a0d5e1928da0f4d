/**
 * `path` as seen from the directory `dir`, normalised without asking the disk, the way Cargo does it: `..` takes the
 * parent of what is written. Null for a path that leaves the root or is absolute.
 *
 * @example resolvePath('crates/app', '../engine') // → 'crates/engine'
 */
export function resolvePath(dir: string, path: string): string | null {
  const normal = normalizePath(dir, path)
  return normal.startsWith('/') || normal === '..' || normal.startsWith('../') ? null : normal
}

/** Like `resolvePath`, but a path that leaves the root keeps the `..` or `/` that says so. */
export function normalizePath(dir: string, path: string): string {
  if (path.startsWith('/')) return path
  // Almost every path: a few steps up, then plain names.
  let rest = path
  let from = dir
  while (from !== '' && !from.startsWith('.') && rest.startsWith('../')) {
    rest = rest.slice(3)
    from = parentDir(from)
  }
  return /^[^./][^./]*(?:\/[^./][^./]*)*(?:\.\w+)?$/.test(rest) ? childPath(from, rest) : walk(from, rest)
}

function walk(dir: string, path: string): string {
  const parts = dir === '' ? [] : dir.split('/')
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop()
    else parts.push(part)
  }
  return parts.join('/')
}

/**
 * The way from the directory `dir` to `path`, both relative to the root: the opposite of `resolvePath`.
 *
 * @example relativePath('crates/app', 'crates/engine') // → '../engine'
 */
export function relativePath(dir: string, path: string): string {
  const [from, to] = [dir, path].map((each) => (each === '' ? [] : each.split('/')))
  let common = 0
  while (from && to && common < from.length && from[common] === to[common]) common += 1
  return [...(from ?? []).slice(common).map(() => '..'), ...(to ?? []).slice(common)].join('/') || '.'
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

/** The last part of a path. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
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
