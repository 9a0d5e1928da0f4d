import type { Crate, KindScope, SourceFiles } from '@nx-crane/graph'
import { ancestorsOf, childPath, parentDir } from '@nx-crane/graph'
import type { KeyInput } from './key-input'

/** The configuration that the tool of a kind finds in the repository, from the crate's directory upwards. */
export function toolFileInputs(crate: Crate, scope: KindScope, files: Pick<SourceFiles, 'file'>): KeyInput[] {
  if (scope.toolFiles.length === 0) return []
  const dirs = toolDirectories(crate, scope)
  return scope.toolFiles.flatMap((name) =>
    dirs.flatMap((dir) => {
      const path = childPath(dir, name)
      const file = files.file(path)
      return file ? [{ what: `configuration: ${path}`, value: file.digest }] : []
    }),
  )
}

/** rustfmt begins at each root file of the crate. */
function toolDirectories(crate: Crate, { toolFiles }: KindScope): string[] {
  const isOfSources = toolFiles.some((name) => name.includes('rustfmt'))
  const starts = [crate.dir, ...(isOfSources ? crate.crateTargets.map(({ path }) => parentDir(path)) : [])]
  return [...new Set(starts.flatMap((dir) => (dir === '' ? [''] : [dir, ...ancestorsOf(dir)])))]
}
