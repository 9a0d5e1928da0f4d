import { buildCrateGraph, cargoHome, findManifests, parentDir, readSourceTree } from '@nx-crane/graph'

/** The crates of a repository whose workspaces have a lock, by name and the directory to start cargo in. */
export function repositoryCrates(root: string): {
  readonly crates: readonly { readonly name: string; readonly cwd: string }[]
  readonly cargoHome: string
} {
  const tree = readSourceTree(root)
  const graph = buildCrateGraph(tree, findManifests(tree).cargo)
  const locked = new Set(graph.workspaces.flatMap(({ manifest, lock }) => (lock === null ? [] : [manifest])))
  return {
    crates: graph.crates
      .filter(({ workspace }) => locked.has(workspace))
      .map(({ name, workspace }) => ({ name, cwd: parentDir(workspace) })),
    cargoHome: cargoHome(process.env),
  }
}
