/**
 * `path` as written in a file of `dir`, relative to the repository root and normalised without asking the disk.
 * Unlike {@link import('../repository-path').resolvePath} it may leave the root (`../…`) or be absolute: the compiler reads such files too.
 */
export function resolveSource(dir: string, path: string): string {
  const joined = isAbsolute(path) || dir === '' ? path : `${dir}/${path}`
  const parts: string[] = []
  for (const part of joined.split('/')) {
    if (part === '' || part === '.') continue
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop()
    else parts.push(part)
  }
  return `${joined.startsWith('/') ? '/' : ''}${parts.join('/')}`
}

/** Whether a resolved path lies within the repository. */
export function isInside(path: string): boolean {
  return path !== '..' && !path.startsWith('../') && !isAbsolute(path)
}

function isAbsolute(path: string): boolean {
  return path.startsWith('/') || /^[A-Za-z]:[\\/]/.test(path)
}
