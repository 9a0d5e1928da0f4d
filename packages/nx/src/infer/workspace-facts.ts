import {
  buildCrateGraph,
  buildWorkspaceGraph,
  type CargoWorkspace,
  type Crate,
  type CrateId,
  type Diagnostic,
  isTestData,
  type OutsideReads,
  outsideReads,
  type PackageManifest,
  type SourceTree,
  sourceImports,
  unreadableFiles,
  type WorkspaceGraph,
} from '@nx-crane/graph'
import { CompilerConfigs } from './compiler-configs'
import { compilerExcludes } from './compiler-excludes'
import { denyConfigs } from './deny-configs'
import { type NpmExternals, npmExternals } from './npm-externals'
import { listsWorkspaces, type NxProject, nxProjects } from './nx-projects'
import { cachesScript, includedScripts } from './package-scripts'

/** What follows from a repository's files and nothing else, as plain data. */
export interface WorkspaceFacts
  extends Pick<WorkspaceGraph, 'packages' | 'edges' | 'reads' | 'wasmCrates' | 'wasmEvidence'> {
  readonly crates: readonly Crate[]
  /** What keys of a crate may hold of the repository outside of its directory; of those with any. */
  readonly outsideReads: Readonly<Record<CrateId, OutsideReads>>
  readonly workspaces: readonly CargoWorkspace[]
  /** Of crates alone; those of packages are in `diagnostics`. */
  readonly crateDiagnostics: readonly Diagnostic[]
  readonly diagnostics: readonly Diagnostic[]
  /** What Nx makes projects of without this plugin. */
  readonly nxProjects: readonly NxProject[]
  /** Whether the root says which npm packages belong to the repository. */
  readonly listsWorkspaces: boolean
  /** Whether an app lies in the root itself: not only what the whole repository shares. */
  readonly hasRootApp: boolean
  /** Manifests that are there for tests or as templates. Sorted. */
  readonly testData: readonly string[]
  /** The scripts that Nx makes targets of, in the order of `packages`. */
  readonly scripts: readonly Readonly<Record<string, string>>[]
  /** The directories of crates and workspaces with a configuration of cargo-deny. Sorted. */
  readonly denyConfigs: readonly string[]
  /** The names of those whose results the package itself (`nx.targets`) has cached, in the order of `packages`. */
  readonly cachedScripts: readonly (readonly string[])[]
  readonly externals: NpmExternals | null
  /** What the `build` script does not read, in the order of `packages`; null where that is not known. */
  readonly buildExcludes: readonly (readonly string[] | null)[]
}

/** @param manifests the paths of the manifests of both languages, and of those of Nx */
export function buildWorkspaceFacts(tree: SourceTree, manifests: readonly string[]): WorkspaceFacts {
  const graph = buildCrateGraph(tree, manifests.filter(isNamed('Cargo.toml')))
  const found = buildWorkspaceGraph(tree, graph, manifests.filter(isNamed('package.json')), {
    importsOf: (manifest) => sourceImports(tree, manifest),
  })
  const configs = new CompilerConfigs(tree)
  const textOf = ({ manifest }: PackageManifest) => tree.read(manifest) ?? ''
  const scripts = found.packages.map((manifest) => includedScripts(manifest, textOf(manifest)))
  const facts = {
    crates: graph.crates,
    workspaces: graph.workspaces,
    crateDiagnostics: graph.diagnostics,
    packages: found.packages,
    edges: found.edges,
    reads: found.reads,
    outsideReads: outsideReads(tree, graph.crates),
    wasmCrates: found.wasmCrates,
    wasmEvidence: found.wasmEvidence,
    diagnostics: found.diagnostics,
    nxProjects: nxProjects(tree, {
      npm: manifests.filter(isNamed('package.json')),
      nx: manifests.filter(isNamed('project.json')),
    }),
    listsWorkspaces: listsWorkspaces(tree),
    hasRootApp: hasRootApp(tree),
    testData: manifests
      .filter((manifest) => !isNamed('project.json')(manifest) && isTestData(manifest, tree.read(manifest)))
      .sort(),
    denyConfigs: denyConfigs(
      tree,
      [...graph.workspaces, ...graph.crates].map(({ dir }) => dir),
    ),
    scripts,
    cachedScripts: found.packages.map((manifest, index) =>
      Object.keys(scripts[index] ?? {}).filter((script) => cachesScript(script, textOf(manifest))),
    ),
    buildExcludes: found.packages.map(({ dir, scripts: { build } }) =>
      build === undefined ? null : compilerExcludes(configs, dir, build),
    ),
    externals: npmExternals(tree, found.packages),
  }
  const told = [...facts.crateDiagnostics, ...facts.diagnostics]
  return { ...facts, diagnostics: [...facts.diagnostics, ...unreadableFiles(tree, told)] }
}

function hasRootApp(tree: SourceTree): boolean {
  const names = [...(tree.list('')?.keys() ?? [])]
  return names.some((name) =>
    /^(?:index\.html|src|app|pages|(?:vite|webpack|rollup|rspack|next|astro|svelte)\.config\.\w+)$/.test(
      name,
    ),
  )
}

function isNamed(name: string): (file: string) => boolean {
  return (file) => file === name || file.endsWith(`/${name}`)
}
