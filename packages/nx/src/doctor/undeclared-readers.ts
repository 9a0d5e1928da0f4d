import { type Crate, type CrateTarget, type SourceTree, scanRust } from '@nx-crane/graph'

export interface UndeclaredReader {
  readonly crate: Crate
  /** The source that reads. */
  readonly source: string
}

/**
 * Crates whose build script tells Cargo of files under names that are put together when it runs, or the root of whose library
 * or programs includes files under names that only the compiler knows, and that do not name them in
 * `[package.metadata.nx-crane]`. Their keys are wide on every machine that has not built them.
 */
export function undeclaredReaders(tree: SourceTree, crates: readonly Crate[]): UndeclaredReader[] {
  return crates.flatMap((crate) => {
    if (namesFiles(crate)) return []
    const target = crate.crateTargets.find((each) => reads(tree, each))
    return target === undefined ? [] : [{ crate, source: target.path }]
  })
}

function namesFiles({ metadata }: Crate): boolean {
  const settings = metadata['nx-crane']
  return typeof settings === 'object' && settings !== null && 'include' in settings
}

function reads(tree: SourceTree, { kind, path }: CrateTarget): boolean {
  if (kind.some((each) => ['test', 'bench', 'example'].includes(each))) return false
  const text = tree.read(path)
  if (text === undefined || !/include|rerun-if-changed/.test(text)) return false
  const { unknown, rerunIfChanged } = scanRust(text)
  const isOpaque = unknown.some(({ by, reads }) => by === 'compiler' && reads === 'files')
  return isOpaque || (kind.includes('custom-build') && rerunIfChanged === null)
}
