import type { SourceTree } from '@nx-crane/graph'
import { crateTargetsContext } from '../infer/crate-nodes'
import { inferTargets } from '../infer/crate-targets'
import type { Options } from '../infer/options'
import { workspaceOf } from '../infer/workspace'
import { projectManifests } from '../project-manifests'
import type { MigratedCrate } from './migration'

/** The crates of a repository with the targets our plugin gives them where nothing stands in the way. */
export function migratedCrates(tree: SourceTree, options: Options): MigratedCrate[] {
  const { cargo, npm, nx } = projectManifests(tree)
  const workspace = workspaceOf(tree, [...cargo, ...npm, ...nx], options)
  const context = crateTargetsContext(workspace, {
    root: null,
    options,
    nxJson: {},
    taken: { at: () => ({}) },
  })
  return workspace.graph.crates.map((crate) => ({
    crate,
    isWasm: workspace.wasmCrates.has(crate.id),
    inferred: inferTargets(crate, context),
  }))
}
