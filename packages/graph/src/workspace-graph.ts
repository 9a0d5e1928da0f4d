import type { CrateId } from './crate'
import type { CrateGraph } from './crate-graph'
import type { Diagnostic } from './diagnostic'
import type { Edge } from './edge'
import { buildNpmWorkspaces } from './npm/npm-workspace'
import { type PackageManifest, parseTypeScriptPackage } from './npm/package-manifest'
import { PackageEdges, type SourceImport } from './package-edges'
import { ProjectDirectories } from './project-directory'
import { type CrateRead, crateReads } from './reads/crate-reads'
import type { SourceTree } from './source-tree'
import { isBuiltPackage } from './wasm/built-package'
import type { WasmEvidence } from './wasm/wasm-evidence'
import { WasmPackages } from './wasm/wasm-packages'

/** The crates and npm packages of a repository as one graph. */
export interface WorkspaceGraph {
  /** Sorted by manifest. Packages that a wasm build left inside a crate are no projects and not among them. */
  readonly packages: readonly PackageManifest[]
  /** Crate → crate, package → package, package → crate, and crate → what it reads, each once, sorted. */
  readonly edges: readonly Edge[]
  /** What builds of crates read of other projects, sorted. */
  readonly reads: readonly CrateRead[]
  /** Crates that are built into a WebAssembly package, by their own manifests or because a package is linked to their build. Sorted. */
  readonly wasmCrates: readonly CrateId[]
  /** What the repository says of the package of each of them. */
  readonly wasmEvidence: Readonly<Record<CrateId, WasmEvidence>>
  readonly diagnostics: readonly Diagnostic[]
}

export interface WorkspaceGraphOptions {
  /** What the sources of a package import; asked only for packages, and only where the repository has crates to import. */
  readonly importsOf?: (manifest: PackageManifest) => Iterable<SourceImport>
}

/**
 * `packageManifests` are the paths of all `package.json` files under the root, in any order.
 * Edges between projects of one directory are left out: they are one project.
 */
export function buildWorkspaceGraph(
  tree: SourceTree,
  crateGraph: CrateGraph,
  packageManifests: readonly string[],
  options: WorkspaceGraphOptions = {},
): WorkspaceGraph {
  const { parsed, diagnostics } = parsePackages(tree, packageManifests)
  const crateDirectories = new ProjectDirectories(crateGraph.crates, [])
  const packages = parsed.filter((manifest) => !isBuiltPackage(manifest, tree, crateDirectories))
  const projects = new ProjectDirectories(crateGraph.crates, packages)
  const packageEdges = new PackageEdges(tree, projects, buildNpmWorkspaces(tree, packages))
  for (const manifest of packages) packageEdges.addScripts(manifest)
  for (const manifest of packages) packageEdges.addDependencies(manifest)
  for (const manifest of packages) packageEdges.addEntryPoints(manifest)
  packageEdges.addPlatformPackages(packages)
  if (options.importsOf && packageEdges.hasBindings) {
    for (const manifest of packages) packageEdges.addImports(manifest, options.importsOf(manifest))
  }
  const wasm = new WasmPackages(tree, {
    crates: packageEdges.wasmCrates().flatMap((id) => crateGraph.crate(id) ?? []),
    packages,
    projects,
    linksTo: (id) => packageEdges.linksTo(id),
  })
  const reads = crateReads(tree, crateGraph.crates, projects)
  return {
    packages,
    edges: sortEdges([
      ...crateEdges(crateGraph),
      ...packageEdges.edges(),
      ...wasm.edges,
      ...readEdges(reads, projects),
    ]),
    reads,
    wasmCrates: packageEdges.wasmCrates(),
    wasmEvidence: wasm.evidence,
    diagnostics: [...diagnostics, ...wasm.diagnostics],
  }
}

function parsePackages(
  tree: SourceTree,
  manifests: readonly string[],
): { parsed: PackageManifest[]; diagnostics: Diagnostic[] } {
  const parsed: PackageManifest[] = []
  const diagnostics: Diagnostic[] = []
  for (const manifest of [...new Set(manifests)].sort()) {
    const text = tree.read(manifest)
    if (text === undefined) continue
    const result = parseTypeScriptPackage(text, manifest)
    if (result.package) parsed.push(result.package)
    diagnostics.push(...result.diagnostics)
  }
  return { parsed, diagnostics }
}

function crateEdges(graph: CrateGraph): Edge[] {
  return graph.crates.flatMap((crate) =>
    crate.dependencies.flatMap((dependency) =>
      dependency.crate === null || dependency.crate === crate.id
        ? []
        : [{ from: crate.id, to: dependency.crate, kind: dependency.kind }],
    ),
  )
}

function readEdges(reads: readonly CrateRead[], projects: ProjectDirectories): Edge[] {
  return reads.flatMap(({ crate: from, project }) => {
    const read = projects.at(project)
    const to = read?.package?.manifest ?? read?.crate?.id
    return to === undefined || read?.crate?.id === from ? [] : [{ from, to, kind: 'reads' }]
  })
}

function sortEdges(edges: readonly Edge[]): Edge[] {
  const byKey = new Map(edges.map((edge) => [`${edge.from}\0${edge.to}\0${edge.kind}`, edge]))
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, edge]) => edge)
}
