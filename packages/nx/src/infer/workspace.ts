import { existsSync } from 'node:fs'
import { join } from 'node:path'
import {
  CrateGraph,
  type CrateId,
  type CrateRead,
  type Diagnostic,
  type Edge,
  type PackageManifest,
  RecordedTree,
  readSourceTree,
  type SourceTree,
} from '@nx-crane/cargo'
import { BUILD_ID } from '../build-id'
import { CACHE_ROOT } from '../key-directory'
import { keepFacts, recallFacts } from './facts-memo'
import type { NpmExternals } from './npm-externals'
import { buildWorkspaceFacts, type WorkspaceFacts } from './workspace-facts'

/** Everything the inference reads of a repository, decided once. */
export interface Workspace {
  readonly tree: SourceTree
  readonly graph: CrateGraph
  readonly packages: readonly PackageManifest[]
  /** The packages that are Nx projects: those the root's `workspaces` name, or all where it names none. */
  readonly projectPackages: readonly PackageManifest[]
  /** Project packages that Nx does not make projects of by itself. */
  readonly unlistedPackages: readonly PackageManifest[]
  readonly edges: readonly Edge[]
  /** What builds of crates read of other projects. */
  readonly reads: readonly CrateRead[]
  readonly wasmCrates: ReadonlySet<CrateId>
  readonly diagnostics: readonly Diagnostic[]
  readonly externals: NpmExternals | null
  isCrateDir(dir: string): boolean
  isWorkspaceRoot(manifest: string): boolean
  projectPackageAt(dir: string): PackageManifest | undefined
  /** The scripts that Nx makes targets of, by name: all, or those that the package's `nx.includedScripts` lists. */
  scriptsOf(npmPackage: PackageManifest): Readonly<Record<string, string>>
  /** Whether the package itself (`nx.targets`) has the script's results cached. */
  cachesScript(npmPackage: PackageManifest, script: string): boolean
}

/**
 * @param root absolute path of the Nx workspace
 * @param files paths relative to it; the manifests of both languages are picked out
 */
export function readWorkspace(root: string, files: readonly string[]): Workspace {
  const tree = readSourceTree(root)
  const found = readFacts(root, tree, files)
  const graph = new CrateGraph({
    crates: found.crates,
    workspaces: found.workspaces,
    diagnostics: found.crateDiagnostics,
  })
  const indexOf = new Map(found.packages.map((manifest, index) => [manifest, index]))
  const listingOf = (manifest: PackageManifest) => found.listings[indexOf.get(manifest) ?? -1]
  const crateDirs = new Set(graph.crates.map((crate) => crate.dir))
  const isProject = (manifest: PackageManifest) => {
    const listing = listingOf(manifest)
    return listing === 'by-nx' || (listing === 'by-us' && !crateDirs.has(manifest.dir))
  }
  const projectPackages = found.packages.filter(isProject)
  const packageByDir = new Map(projectPackages.map((manifest) => [manifest.dir, manifest]))
  const workspaceRoots = new Set(graph.workspaces.map((workspace) => workspace.manifest))
  return {
    tree,
    graph,
    packages: found.packages,
    projectPackages,
    unlistedPackages: projectPackages.filter((manifest) => listingOf(manifest) === 'by-us'),
    edges: found.edges,
    reads: found.reads,
    wasmCrates: new Set(found.wasmCrates),
    diagnostics: [...graph.diagnostics, ...found.diagnostics],
    externals: found.externals,
    isCrateDir: (dir) => crateDirs.has(dir),
    isWorkspaceRoot: (manifest) => workspaceRoots.has(manifest),
    projectPackageAt: (dir) => packageByDir.get(dir),
    scriptsOf: (npmPackage) => found.scripts[indexOf.get(npmPackage) ?? -1] ?? {},
    cachesScript: (npmPackage, script) =>
      found.cachedScripts[indexOf.get(npmPackage) ?? -1]?.includes(script) ?? false,
  }
}

/** The facts of the last run where nothing they follow from has changed, else new ones. */
function readFacts(root: string, tree: SourceTree, files: readonly string[]): WorkspaceFacts {
  const manifests = files.filter((file) => /(^|\/)(Cargo\.toml|package\.json)$/.test(file))
  const factsMemo =
    BUILD_ID === null ? null : { file: join(root, CACHE_ROOT, 'facts.json'), code: BUILD_ID, root, manifests }
  const known = factsMemo ? recallFacts(factsMemo, tree) : undefined
  if (known) return known
  const recorded = new RecordedTree(tree)
  const facts = buildWorkspaceFacts(recorded, manifests)
  if (factsMemo && existsSync(join(root, 'node_modules'))) keepFacts(factsMemo, recorded, facts)
  return facts
}
