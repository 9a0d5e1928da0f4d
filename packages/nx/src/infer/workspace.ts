import { join } from 'node:path'
import { hasStateDirectory, stateDirectory, USUAL_STATE_DIRECTORY } from '@nx-crane/files'
import {
  type CargoWorkspace,
  type Crate,
  CrateGraph,
  type CrateId,
  type CrateRead,
  type Diagnostic,
  type Edge,
  type OutsideReads,
  type PackageManifest,
  RecordedTree,
  readSourceTree,
  type SourceTree,
  type WasmEvidence,
} from '@nx-crane/graph'
import { BUILD_ID } from '../build-id'
import { keepFacts, recallFacts } from './facts-memo'
import { faultsByDirectory } from './faulty-project'
import { isManifest } from './manifest-files'
import type { NpmExternals } from './npm-externals'
import type { NxProject } from './nx-projects'
import { filterProjects } from './project-filter'
import { projectNames } from './project-names'
import { buildWorkspaceFacts, type WorkspaceFacts } from './workspace-facts'
import { workspaceHome } from './workspace-home'

/** Everything the inference reads of a repository, decided once. */
export interface Workspace {
  readonly tree: SourceTree
  /** All crates, those that are no projects too: a project may need them. */
  readonly graph: CrateGraph
  /** The crates that are projects. */
  readonly crates: readonly Crate[]
  /** The Cargo workspaces of crates that are projects, but for those whose root manifest is a crate itself. */
  readonly virtualWorkspaces: readonly CargoWorkspace[]
  /** Directories of crates and workspaces with a configuration of cargo-deny. */
  readonly denyConfigs: readonly string[]
  readonly packages: readonly PackageManifest[]
  /** The packages that are projects: those that Nx makes projects of, and {@link unlistedPackages}. */
  readonly projectPackages: readonly PackageManifest[]
  /** Project packages that Nx does not make projects of by itself, and that lie in no crate's directory. */
  readonly unlistedPackages: readonly PackageManifest[]
  readonly edges: readonly Edge[]
  /** What builds of crates read of other projects. */
  readonly reads: readonly CrateRead[]
  /** What keys of a crate may hold of the repository outside of its directory; of those with any. */
  readonly outsideReads: Readonly<Record<CrateId, OutsideReads>>
  readonly wasmCrates: ReadonlySet<CrateId>
  /** Of each of them, what the repository says of its package. */
  readonly wasmEvidence: Readonly<Record<CrateId, WasmEvidence>>
  /** But for those of manifests that are not to be built. */
  readonly diagnostics: readonly Diagnostic[]
  /** How many manifests with a fault, or crates, are no projects since they are there for tests or as templates. */
  readonly leftOut: number
  /** What is wrong with manifests that could not become crates, by directory. */
  readonly faults: ReadonlyMap<string, readonly Diagnostic[]>
  readonly externals: NpmExternals | null
  /** Nx project names by directory. */
  readonly names: ReadonlyMap<string, string>
  /** Where what is kept between runs lies, relative to the root. */
  readonly stateDirectory: string
  isCrateDir(dir: string): boolean
  isProjectDir(dir: string): boolean
  nxProjectAt(dir: string): NxProject | undefined
  projectPackageAt(dir: string): PackageManifest | undefined
  /** The scripts that Nx makes targets of, by name: all, or those that the package's `nx.includedScripts` lists. */
  scriptsOf(npmPackage: PackageManifest): Readonly<Record<string, string>>
  /** Globs of what the package's `build` script does not read; null where that is not known. */
  buildExcludesOf(npmPackage: PackageManifest): readonly string[] | null
  /** Whether the package itself (`nx.targets`) has the script's results cached. */
  cachesScript(npmPackage: PackageManifest, script: string): boolean
}

export interface WorkspaceOptions {
  /** See the plugin's option of this name. */
  readonly exclude: readonly string[]
  /** Whether what was read is kept for the next run; true when left out. */
  readonly keeps?: boolean
}

/**
 * @param root absolute path of the Nx workspace
 * @param files paths relative to it; the manifests of Cargo, npm and Nx are picked out
 */
export function readWorkspace(root: string, files: readonly string[], options: WorkspaceOptions): Workspace {
  const tree = readSourceTree(root)
  return toWorkspace(tree, readFacts(root, tree, { files, keeps: options.keeps ?? true }), {
    ...options,
    stateDirectory: stateDirectory(root),
  })
}

/** The workspace that a tree shows, which need not be on a disk. */
export function workspaceOf(
  tree: SourceTree,
  files: readonly string[],
  options: WorkspaceOptions,
): Workspace {
  return toWorkspace(tree, buildWorkspaceFacts(tree, files.filter(isManifest)), {
    ...options,
    stateDirectory: USUAL_STATE_DIRECTORY,
  })
}

function toWorkspace(
  tree: SourceTree,
  found: WorkspaceFacts,
  options: WorkspaceOptions & Pick<Workspace, 'stateDirectory'>,
): Workspace {
  const graph = new CrateGraph({
    crates: found.crates,
    workspaces: found.workspaces,
    diagnostics: found.crateDiagnostics,
  })
  const nxProjectByDir = new Map(found.nxProjects.map((project) => [project.dir, project]))
  const crateDirs = new Set(graph.crates.map((crate) => crate.dir))
  const filter = filterProjects(
    {
      ...found,
      packages: found.packages.filter(
        (npmPackage) => nxProjectByDir.has(npmPackage.dir) || couldBeProject(npmPackage, found),
      ),
      nxDirs: new Set(nxProjectByDir.keys()),
      testData: new Set(found.testData),
    },
    options.exclude,
  )
  const crates = graph.crates.filter(({ id }) => filter.crates.has(id))
  const built = new Set(crates.map(({ workspace }) => workspace))
  const virtualWorkspaces = graph.workspaces.filter(
    ({ manifest, rootCrate }) => rootCrate === null && built.has(manifest) && !filter.isExcluded(manifest),
  )
  const unlistedPackages = found.packages.filter(
    ({ dir, manifest }) => filter.unlistedPackages.has(manifest) && !crateDirs.has(dir),
  )
  const unlisted = new Set(unlistedPackages)
  const projectPackages = found.packages.filter(
    (npmPackage) => nxProjectByDir.has(npmPackage.dir) || unlisted.has(npmPackage),
  )
  const packageByDir = new Map(projectPackages.map((manifest) => [manifest.dir, manifest]))
  const all = [...graph.diagnostics, ...found.diagnostics]
  const diagnostics = all.filter((diagnostic) => !filter.isLeftOut(diagnostic))
  const faults = faultsByDirectory(diagnostics, { crateDirs, workspaces: graph.workspaces })
  const projectDirs = new Set([
    ...crates.map(({ dir }) => dir),
    ...packageByDir.keys(),
    ...nxProjectByDir.keys(),
  ])
  const isProjectDir = (dir: string) => projectDirs.has(dir)
  const indexOf = new Map(found.packages.map((manifest, index) => [manifest, index]))
  return {
    tree,
    graph,
    stateDirectory: options.stateDirectory,
    crates,
    virtualWorkspaces,
    denyConfigs: found.denyConfigs,
    packages: found.packages,
    projectPackages,
    unlistedPackages,
    edges: found.edges,
    reads: found.reads,
    outsideReads: found.outsideReads,
    wasmCrates: new Set(found.wasmCrates),
    wasmEvidence: found.wasmEvidence,
    diagnostics,
    leftOut: new Set(
      filter.leftOutUnasked([
        ...all.filter(filter.isLeftOut).map(({ file }) => file),
        ...graph.crates.flatMap(({ id }) => (filter.crates.has(id) ? [] : [id])),
      ]),
    ).size,
    faults,
    externals: found.externals,
    names: projectNames({
      nxProjects: found.nxProjects,
      packages: unlistedPackages,
      crates,
      faultyDirs: [...faults.keys()],
      workspaces: virtualWorkspaces.map(({ dir }) => ({ dir, home: workspaceHome(dir, { isProjectDir }) })),
    }),
    isCrateDir: (dir) => crateDirs.has(dir),
    isProjectDir,
    nxProjectAt: (dir) => nxProjectByDir.get(dir),
    projectPackageAt: (dir) => packageByDir.get(dir),
    scriptsOf: (npmPackage) => found.scripts[indexOf.get(npmPackage) ?? -1] ?? {},
    buildExcludesOf: (npmPackage) => found.buildExcludes[indexOf.get(npmPackage) ?? -1] ?? null,
    cachesScript: (npmPackage, script) =>
      found.cachedScripts[indexOf.get(npmPackage) ?? -1]?.includes(script) ?? false,
  }
}

/**
 * Where the root names packages, as in every npm workspace, only those are projects. Elsewhere, as in a repository of crates
 * with a `web/` folder, every named package is one: nobody has said that it is not. The root's own is one only where it is an
 * app that uses a crate, or whose build a crate shows, as programs of Tauri do: usually it holds what all share.
 */
function couldBeProject(npmPackage: PackageManifest, facts: WorkspaceFacts): boolean {
  if (facts.listsWorkspaces || !npmPackage.isNamed) return false
  if (npmPackage.dir !== '') return true
  const usesCrate = facts.edges.some(({ from }) => from === npmPackage.manifest)
  const isShown = facts.reads.some(({ project, madeBy }) => project === '' && madeBy !== null)
  return isShown || (facts.hasRootApp && usesCrate)
}

/** The facts of the last run where nothing they follow from has changed, else new ones. */
function readFacts(
  root: string,
  tree: SourceTree,
  { files, keeps }: { readonly files: readonly string[]; readonly keeps: boolean },
): WorkspaceFacts {
  const manifests = files.filter(isManifest)
  const factsMemo =
    BUILD_ID === null
      ? null
      : { file: join(root, stateDirectory(root), 'facts.json'), code: BUILD_ID, root, manifests }
  const known = factsMemo ? recallFacts(factsMemo, tree) : undefined
  if (known) return known
  const recorded = new RecordedTree(tree)
  const facts = buildWorkspaceFacts(recorded, manifests)
  if (keeps && factsMemo && hasStateDirectory(root)) keepFacts(factsMemo, recorded, facts)
  return facts
}
