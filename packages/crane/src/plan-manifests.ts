import { type CrateGraph, cargoConfigFor, parseManifest, type SourceTree } from '@nx-crane/graph'
import { isPlainToml } from './plain-toml'

/** The manifests, and Cargo's configuration, that Nix cannot read, by path, sorted: what Cargo reads in them. */
export function planManifests(graph: CrateGraph, tree: SourceTree): Map<string, unknown> {
  const paths = new Set([
    ...graph.crates.map(({ id }) => id),
    ...graph.workspaces.flatMap(({ manifest, dir }) => [manifest, ...cargoConfigFor(tree, dir).files]),
  ])
  const planned = new Map<string, unknown>()
  for (const path of [...paths].sort()) {
    const text = tree.read(path)
    if (text === undefined || isPlainToml(text)) continue
    const parsed = parseManifest(text)
    if ('toml' in parsed) planned.set(path, parsed.toml)
  }
  return planned
}
