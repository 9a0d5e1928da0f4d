import { isAbsolute, join, relative, resolve, sep } from 'node:path'
import { FilesError } from './files-error'

/** Something that is written, and the directory that nothing which is written on its behalf may leave. */
export interface Place {
  /** Absolute: the repository, or another directory that is trusted. Links that lead to it are the user's own. */
  readonly root: string
  /** Absolute, or relative to the root. */
  readonly path: string
}

/** The names from the root down; none for the root itself. Throws for a path that leaves it as it is written. */
export function namesOf({ root, path }: Place): string[] {
  const below = relative(resolve(root), resolve(root, path))
  if (below === '..' || below.startsWith(`..${sep}`) || isAbsolute(below)) {
    throw new FilesError('PATH_LEAVES_REPOSITORY', {
      file: path,
      message: `it is not inside ${root}, and nothing outside is written`,
      hint: 'choose a path inside the repository',
    })
  }
  return below === '' ? [] : below.split(sep)
}

/** What lies in the directory or file of a place. */
export function placeIn({ root, path }: Place, ...names: readonly string[]): Place {
  return { root, path: join(path, ...names) }
}
