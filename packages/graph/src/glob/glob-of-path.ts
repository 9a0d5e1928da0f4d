/**
 * Globs for a path of the repository that may be a file or a directory, with all that lies in it; none for one that leads out of
 * it, or means all of it.
 */
export function globsAt(path: string): string[] {
  if (path === '' || path === '..' || path.startsWith('../') || path.startsWith('/')) return []
  return [literalGlob(path), `${literalGlob(path)}/**/*`]
}

/** A character that means something in a glob stands for any. */
export function literalGlob(path: string): string {
  return path.replace(/[[\]{}()*?!+@\\]/g, '?')
}
