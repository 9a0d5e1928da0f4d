import { buildCrateGraph, cargoHome, findManifests, readSourceTree } from '@nx-crane/graph'

/** The crates of a repository whose workspaces have a lock. */
export function repositoryCrates(root: string): {
  readonly crates: readonly { readonly name: string; readonly dir: string }[]
  readonly cargoHome: string
} {
  const tree = readSourceTree(root)
  const graph = buildCrateGraph(tree, findManifests(tree).cargo)
  const locked = new Set(graph.workspaces.flatMap(({ manifest, lock }) => (lock === null ? [] : [manifest])))
  return {
    crates: graph.crates.filter(({ workspace }) => locked.has(workspace)),
    cargoHome: cargoHome(process.env),
  }
}
