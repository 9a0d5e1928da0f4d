import { resolve } from 'node:path'
import { parentDir } from '@nx-crane/graph'
import type { Workspace } from './read-workspace'

/** Where cargo and the builds of packages write: directories with thousands of files that no dev server needs to watch. Absolute. */
export function readTargetDirs({ root, graph, wasmPackages }: Workspace): string[] {
  const target = process.env.CARGO_TARGET_DIR ?? process.env.CARGO_BUILD_TARGET_DIR
  const ofWorkspaces = graph.workspaces.map(({ manifest }) => resolve(root, parentDir(manifest), 'target'))
  // What is written among other files is not to be overlooked with them.
  const ofPackages = wasmPackages
    .filter(({ planned }) => planned.outDirs.every(({ isShared }) => !isShared))
    .map(({ dir, outDir }) => resolve(root, dir, outDir))
  return [...new Set([...ofWorkspaces, ...ofPackages, ...(target ? [resolve(target)] : [])])]
}
