import { childPath } from '../repository-path'
import { isInside, resolveSource } from './source-path'

export interface NamedFrom {
  /** The directory of the source in which the literal stands. */
  readonly sourceDir: string
  /** That of its crate. */
  readonly dir: string
}

/**
 * The paths in the repository that a string of a source may mean to a macro or a build script: beside the source, from
 * the crate's directory, or where templates lie. A directory that holds the crate is none.
 */
export function namedPaths(literal: string, { sourceDir, dir }: NamedFrom): string[] {
  const written = literal.replace(/^\$CARGO_MANIFEST_DIR\/?/, '').replace(/^(?:\.\/)+/, '')
  if (!/[^./]/.test(written)) return []
  const places = [sourceDir, dir, childPath(dir, 'src'), childPath(dir, 'templates')]
  const paths = new Set(places.map((place) => resolveSource(place, written.replace(/^\/+/, ''))))
  return [...paths].filter((path) => isInside(path) && !holds(path, dir))
}

function holds(path: string, dir: string): boolean {
  return path === '' || path === dir || dir.startsWith(`${path}/`)
}
