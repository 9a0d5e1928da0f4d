import {
  buildCrateGraph,
  buildWorkspaceGraph,
  type CargoWorkspace,
  type Crate,
  type Diagnostic,
  type ManifestMemo,
  type SourceTree,
  sourceImports,
  type WorkspaceGraph,
} from '@nx-crane/cargo'
import { isListedPackage, type Listing } from './listed-packages'

/** What follows from a repository's files and nothing else, as plain data. */
export interface WorkspaceFacts extends Pick<WorkspaceGraph, 'packages' | 'edges' | 'wasmCrates'> {
  readonly crates: readonly Crate[]
  readonly workspaces: readonly CargoWorkspace[]
  /** Of crates alone; those of packages are in `diagnostics`. */
  readonly crateDiagnostics: readonly Diagnostic[]
  readonly diagnostics: readonly Diagnostic[]
  /** In the order of `packages`. */
  readonly listings: readonly Listing[]
}

/** @param manifests the paths of the manifests of both languages */
export function buildWorkspaceFacts(
  tree: SourceTree,
  manifests: readonly string[],
  memo: ManifestMemo,
): WorkspaceFacts {
  const graph = buildCrateGraph(tree, manifests.filter(isNamed('Cargo.toml')), { memo })
  const found = buildWorkspaceGraph(tree, graph, manifests.filter(isNamed('package.json')), {
    importsOf: (manifest) => sourceImports(tree, manifest),
  })
  return {
    crates: graph.crates,
    workspaces: graph.workspaces,
    crateDiagnostics: graph.diagnostics,
    packages: found.packages,
    edges: found.edges,
    wasmCrates: found.wasmCrates,
    diagnostics: found.diagnostics,
    listings: found.packages.map(isListedPackage(tree, found.packages)),
  }
}

function isNamed(name: string): (file: string) => boolean {
  return (file) => file === name || file.endsWith(`/${name}`)
}
