import { CargoError } from '../cargo-error'
import type { CargoWorkspace } from '../cargo-workspace'
import type { Crate, CrateId } from '../crate'
import type { CrateGraph } from '../crate-graph'
import type { CargoLock, LockedPackage } from '../lock/cargo-lock'
import { printLock } from '../lock/print-lock'
import type { SourceTree } from '../source-tree'
import { type PartOfLock, type PruneOptions, prunedLock } from './pruned-lock'
import { WorkspaceSources } from './workspace-sources'

/** The part of the Cargo workspaces of a repository that some crates need. */
export interface PrunedWorkspace {
  /** What takes the place of the repository's texts, by path: root manifests and locks. */
  readonly files: ReadonlyMap<string, string>
  /** Every crate whose manifest and sources must be there, sorted. */
  readonly crates: readonly CrateId[]
  /** Their directories, sorted. */
  readonly crateDirs: readonly string[]
  /** Crates of which the manifests have to be there besides, for a lock that Cargo takes with `--locked`. Sorted. */
  readonly manifestsOnly: readonly CrateId[]
  /** The pruned locks. */
  readonly locks: readonly CargoLock[]
  /** The packages from elsewhere because of which {@link manifestsOnly} are kept: nobody knows which features turn on what of them. */
  readonly unknown: readonly LockedPackage[]
  /**
   * Local crates that a lock holds and the graph does not, e.g. one outside the repository. Cargo refuses the pruned
   * workspace unless they are there.
   */
  readonly missing: readonly LockedPackage[]
}

/**
 * What Cargo must be given to build, test and document some crates away from the rest of their workspaces: laid out as in the
 * repository, `cargo … --locked --offline` accepts it, if the manifests of {@link PrunedWorkspace.manifestsOnly} are laid out as well.
 * Throws a CargoError when the workspace of one of them has no readable lock.
 *
 * @example pruneWorkspace(graph, tree, { crates: ['crates/app/Cargo.toml'] }).crateDirs // → ['crates/app', 'crates/engine']
 */
export function pruneWorkspace(
  graph: CrateGraph,
  tree: SourceTree,
  { crates: roots, ...options }: { readonly crates: readonly CrateId[] } & PruneOptions,
): PrunedWorkspace {
  for (const id of roots) if (!graph.crate(id)) throw unknownCrate(id)
  const sources = new WorkspaceSources(graph, tree)
  const ids = new Set(roots.flatMap((id) => graph.manifestClosureOf(id)))
  const required = new Set(roots.flatMap((id) => graph.crate(id)?.workspace ?? []))
  // A patch can put a local crate beneath a package from elsewhere, so a lock may need more crates, and they more.
  for (;;) {
    const crates = cratesOf(ids, graph)
    const parts = workspacesOf(crates, graph).map((workspace) => ({
      workspace,
      lock: lockPartOf(workspace, { crates, sources, options, isRequired: required.has(workspace.manifest) }),
    }))
    const before = ids.size
    for (const id of parts.flatMap(({ lock }) => lock?.localCrates ?? []))
      for (const needed of graph.manifestClosureOf(id)) ids.add(needed)
    if (ids.size === before) return toPruned(parts, { crates, sources })
  }
}

function unknownCrate(id: CrateId): CargoError {
  return new CargoError('UNKNOWN_CRATE', {
    file: id,
    message: 'there is no such crate',
    hint: 'name a crate by the path of its Cargo.toml, relative to the repository root',
  })
}

function cratesOf(ids: Iterable<CrateId>, graph: CrateGraph): Crate[] {
  return [...ids].sort().flatMap((id) => graph.crate(id) ?? [])
}

/** The workspaces whose root manifests Cargo reads for these crates. */
function workspacesOf(crates: readonly Crate[], graph: CrateGraph): CargoWorkspace[] {
  return [...new Set(crates.map((crate) => graph.workspaceOf(crate)))]
}

interface LockPlace {
  readonly crates: readonly Crate[]
  readonly sources: WorkspaceSources
  readonly options: PruneOptions
  /** Whether something is to be built in the workspace: others are there for what their crates inherit, and may do without a lock. */
  readonly isRequired: boolean
}

function lockPartOf(
  workspace: CargoWorkspace,
  { crates, sources, options, isRequired }: LockPlace,
): PartOfLock | null {
  if (workspace.lock === null && !isRequired) return null
  return prunedLock(workspace, { crates, sources, options })
}

interface WorkspacePartition {
  readonly workspace: CargoWorkspace
  readonly lock: PartOfLock | null
}

function toPruned(
  parts: readonly WorkspacePartition[],
  { crates, sources }: { readonly crates: readonly Crate[]; readonly sources: WorkspaceSources },
): PrunedWorkspace {
  const built = new Set(crates.map(({ id }) => id))
  const further = new Set(parts.flatMap(({ lock }) => lock?.manifestsOnly ?? []))
  const manifestsOnly = cratesOf(further, sources.graph).filter(({ id }) => !built.has(id))
  const all = [...crates, ...manifestsOnly]
  const files = new Map<string, string>()
  const locks = new Map<CargoWorkspace, CargoLock>()
  for (const { workspace, lock } of parts) {
    if (!lock) continue
    const pruned = { ...sources.lockOf(workspace), packages: lock.locked, unusedPatches: [] }
    locks.set(workspace, pruned)
    files.set(pruned.file, printLock(pruned))
  }
  for (const workspace of workspacesOf(all, sources.graph)) {
    const locked = locks.get(workspace)?.packages ?? []
    const part = partOf(workspace, { crates: all, built, locked })
    files.set(workspace.manifest, sources.rewriterOf(workspace)(part))
  }
  return {
    files,
    crates: crates.map(({ id }) => id),
    crateDirs: crates.map(({ dir }) => dir).sort(),
    manifestsOnly: manifestsOnly.map(({ id }) => id),
    locks: [...locks.values()],
    unknown: parts.flatMap(({ lock }) => lock?.unknown ?? []),
    missing: parts.flatMap(({ lock }) => lock?.missing ?? []),
  }
}

interface Kept {
  readonly crates: readonly Crate[]
  /** Those of them that are more than a manifest. */
  readonly built: ReadonlySet<CrateId>
  /** Nothing where the workspace has no lock: then nothing is built in it, and it has nothing to patch. */
  readonly locked: readonly LockedPackage[]
}

function partOf(workspace: CargoWorkspace, { crates, built, locked }: Kept) {
  const own = crates.filter((crate) => crate.workspace === workspace.manifest)
  const defaults = new Set(workspace.defaultMembers)
  const isWhole = own.every(({ id }) => built.has(id))
  const declaresDefaults = workspace.defaultMembers.length < workspace.members.length || !isWhole
  const defaultMembers = own.filter(({ id }) => defaults.has(id) && built.has(id))
  return {
    dir: workspace.dir,
    memberDirs: own.map((crate) => crate.dir),
    defaultMemberDirs: declaresDefaults ? defaultMembers.map((crate) => crate.dir) : [],
    crateDirs: new Set(crates.map((crate) => crate.dir)),
    rootCrate: own.some((crate) => crate.id === workspace.rootCrate),
    resolver: workspace.resolver,
    inherited: new Set(own.flatMap((crate) => crate.dependencies.map((each) => each.rename ?? each.name))),
    locked,
  }
}
