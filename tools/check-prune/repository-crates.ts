import { join } from 'node:path'
import {
  buildCrateGraph,
  type CargoWorkspace,
  cargoHome,
  findManifests,
  readSourceTree,
} from '@nx-crane/graph'
import { runCargo } from './compare-part'

/** The crates of a repository whose workspaces have a lock that cargo takes. */
export function repositoryCrates(root: string): {
  readonly crates: readonly { readonly name: string; readonly dir: string }[]
  readonly cargoHome: string
} {
  const tree = readSourceTree(root)
  const graph = buildCrateGraph(tree, findManifests(tree).cargo)
  const home = cargoHome(process.env)
  const metadata = ['metadata', '--locked', '--offline', '--format-version', '1']
  const isTaken = ({ dir, lock }: CargoWorkspace) =>
    lock !== null && runCargo(join(root, dir), metadata, home).status === 0
  const locked = new Set(graph.workspaces.filter(isTaken).map(({ manifest }) => manifest))
  return {
    crates: graph.crates.filter(({ workspace }) => locked.has(workspace)),
    cargoHome: home,
  }
}
