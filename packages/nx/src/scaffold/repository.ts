import {
  buildCrateGraph,
  type CrateGraph,
  type PackageManifest,
  parseTypeScriptPackage,
  type SourceTree,
} from '@nx-crane/graph'
import { projectManifests } from '../project-manifests'

/** The crates and npm packages that are there. */
export interface Repository {
  readonly graph: CrateGraph
  readonly packages: readonly PackageManifest[]
}

/** Broken manifests are left out: the plugin's diagnostics name them. */
export function readRepository(tree: SourceTree): Repository {
  const { cargo, npm } = projectManifests(tree)
  const packages = npm.flatMap((manifest) => {
    const { package: found } = parseTypeScriptPackage(tree.read(manifest) ?? '', manifest)
    return found ? [found] : []
  })
  return { graph: buildCrateGraph(tree, cargo), packages }
}
