import type { Crate, KindScope } from '@nx-crane/graph'
import { ancestorsOf, parentDir } from '@nx-crane/graph'

/**
 * The directories in which the tool of a kind looks for its configuration, in the repository: from the crate's upwards. rustfmt
 * begins at each root file of the crate.
 */
export function toolDirectories(crate: Crate, { toolFiles }: KindScope): string[] {
  const isOfSources = toolFiles.some((name) => name.includes('rustfmt'))
  const starts = [crate.dir, ...(isOfSources ? crate.crateTargets.map(({ path }) => parentDir(path)) : [])]
  return [...new Set(starts.flatMap((dir) => (dir === '' ? [''] : [dir, ...ancestorsOf(dir)])))]
}
