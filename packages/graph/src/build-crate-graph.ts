import { CrateGraph } from './crate-graph'
import { Faults } from './faults'
import { Manifests } from './manifest/manifest'
import type { SourceTree } from './source-tree'
import { Repository } from './workspace/repository'

/**
 * The crates of a repository and how they depend on each other, from the paths of its manifests (in any order; members
 * and path dependencies that they name are found too). Never throws for what a manifest says: each fault becomes one
 * diagnostic, and what it does not touch stays in the graph.
 *
 * @example buildCrateGraph(tree, findManifests(tree).cargo)
 */
export function buildCrateGraph(tree: SourceTree, manifestPaths: readonly string[]): CrateGraph {
  const faults = new Faults()
  const repository = new Repository({ tree, faults, manifests: new Manifests(tree, faults) })
  const { crates, workspaces } = repository.resolve(manifestPaths)
  return new CrateGraph({ crates, workspaces, diagnostics: faults.diagnostics() })
}
