import {
  buildCrateGraph,
  buildWorkspaceGraph,
  type CargoWorkspace,
  type Crate,
  type Diagnostic,
  type PackageManifest,
  type SourceTree,
  sourceImports,
  type WorkspaceGraph,
} from '@nx-crane/cargo'
import { isListedPackage, type Listing } from './listed-packages'
import { type NpmExternals, npmExternals } from './npm-externals'
import { cachesScript, includedScripts } from './package-scripts'

/** What follows from a repository's files and nothing else, as plain data. */
export interface WorkspaceFacts extends Pick<WorkspaceGraph, 'packages' | 'edges' | 'reads' | 'wasmCrates'> {
  readonly crates: readonly Crate[]
  readonly workspaces: readonly CargoWorkspace[]
  /** Of crates alone; those of packages are in `diagnostics`. */
  readonly crateDiagnostics: readonly Diagnostic[]
  readonly diagnostics: readonly Diagnostic[]
  /** In the order of `packages`. */
  readonly listings: readonly Listing[]
  /** The scripts that Nx makes targets of, in the order of `packages`. */
  readonly scripts: readonly Readonly<Record<string, string>>[]
  /** The names of those whose results the package itself (`nx.targets`) has cached, in the order of `packages`. */
  readonly cachedScripts: readonly (readonly string[])[]
  readonly externals: NpmExternals | null
}

/** @param manifests the paths of the manifests of both languages */
export function buildWorkspaceFacts(tree: SourceTree, manifests: readonly string[]): WorkspaceFacts {
  const graph = buildCrateGraph(tree, manifests.filter(isNamed('Cargo.toml')))
  const found = buildWorkspaceGraph(tree, graph, manifests.filter(isNamed('package.json')), {
    importsOf: (manifest) => sourceImports(tree, manifest),
  })
  const textOf = ({ manifest }: PackageManifest) => tree.read(manifest) ?? ''
  const scripts = found.packages.map((manifest) => includedScripts(manifest, textOf(manifest)))
  return {
    crates: graph.crates,
    workspaces: graph.workspaces,
    crateDiagnostics: graph.diagnostics,
    packages: found.packages,
    edges: found.edges,
    reads: found.reads,
    wasmCrates: found.wasmCrates,
    diagnostics: found.diagnostics,
    listings: found.packages.map(isListedPackage(tree, found.packages)),
    scripts,
    cachedScripts: found.packages.map((manifest, index) =>
      Object.keys(scripts[index] ?? {}).filter((script) => cachesScript(script, textOf(manifest))),
    ),
    externals: npmExternals(tree, found.packages),
  }
}

function isNamed(name: string): (file: string) => boolean {
  return (file) => file === name || file.endsWith(`/${name}`)
}
