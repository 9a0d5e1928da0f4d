import { CargoError } from '../cargo-error'
import type { CargoWorkspace } from '../cargo-workspace'
import type { Crate, CrateId } from '../crate'
import type { CrateGraph } from '../crate-graph'
import type { CargoLock, LockedPackage } from '../lock/cargo-lock'
import { type LockedManifests, lockedClosure } from '../lock/locked-closure'
import { printLock } from '../lock/print-lock'
import type { SourceTree } from '../source-tree'
import { WorkspaceSources } from './workspace-sources'

export interface PruneOptions {
  /** Manifests of packages from elsewhere, for a lock that is exact: see `LockedClosureOptions`. */
  readonly manifests?: LockedManifests
}

/** The part of a Cargo workspace that one crate needs. */
export interface PrunedWorkspace {
  /** What takes the place of the repository's texts, by path: root manifests and the lock. */
  readonly files: ReadonlyMap<string, string>
  /** Every crate whose manifest and sources must be there, sorted. */
  readonly crates: readonly CrateId[]
  /** Their directories, sorted. */
  readonly crateDirs: readonly string[]
  /** What the pruned lock holds. */
  readonly locked: readonly LockedPackage[]
  /**
   * Local crates that the lock holds and the graph does not, e.g. one outside the repository. Cargo refuses the pruned
   * workspace unless they are there.
   */
  readonly missing: readonly LockedPackage[]
}

/**
 * What Cargo must be given to build, test and document one crate away from the rest of its workspace: laid out as in
 * the repository, `cargo … --locked --offline` accepts it (with `--offline` alone where `options.manifests` does not
 * know every package). Throws a CargoError when the workspace has no readable lock.
 *
 * @example pruneWorkspace(graph, tree, 'crates/app/Cargo.toml').crateDirs // → ['crates/app', 'crates/engine']
 */
export function pruneWorkspace(
  graph: CrateGraph,
  tree: SourceTree,
  { crate, ...options }: { readonly crate: CrateId } & PruneOptions,
): PrunedWorkspace {
  return workspacePruner(graph, tree, options)(crate)
}

/** `pruneWorkspace` for many crates of one graph: each lock and root manifest is read once. */
export function workspacePruner(
  graph: CrateGraph,
  tree: SourceTree,
  options: PruneOptions = {},
): (crate: CrateId) => PrunedWorkspace {
  const sources = new WorkspaceSources(graph, tree)
  return (id) => {
    const crate = graph.crate(id)
    if (!crate) {
      throw new CargoError('UNKNOWN_CRATE', {
        file: id,
        message: 'there is no such crate',
        hint: 'name a crate by the path of its Cargo.toml, relative to the repository root',
      })
    }
    return prune(sources, graph.workspaceOf(crate), { root: id, options })
  }
}

function prune(
  sources: WorkspaceSources,
  workspace: CargoWorkspace,
  { root, options }: { readonly root: CrateId; readonly options: PruneOptions },
): PrunedWorkspace {
  const lock = sources.lockOf(workspace)
  const local = sources.localCratesOf(workspace)
  const { crates, locked } = neededBy(root, { lock, local, workspace, graph: sources.graph, options })
  const files = new Map([[lock.file, printLock({ ...lock, packages: locked, unusedPatches: [] })]])
  for (const each of workspacesOf(crates, sources.graph)) {
    files.set(each.manifest, sources.rewriterOf(each)(partOf(each, { crates, locked })))
  }
  return {
    files,
    crates: crates.map(({ id }) => id),
    crateDirs: crates.map(({ dir }) => dir).sort(),
    locked,
    missing: locked.filter((each) => each.source === null && !local.has(each.id)),
  }
}

interface Needed {
  readonly crates: readonly Crate[]
  readonly locked: readonly LockedPackage[]
}

/** A patch can put a local crate beneath a package from elsewhere, so the lock may need more crates, and they more. */
function neededBy(
  root: CrateId,
  from: {
    readonly lock: CargoLock
    readonly local: ReadonlyMap<string, Crate>
    readonly workspace: CargoWorkspace
    readonly graph: CrateGraph
    readonly options: PruneOptions
  },
): Needed {
  const { graph, workspace, lock, local, options } = from
  const ids = new Set(graph.manifestClosureOf(root))
  for (;;) {
    const crates = [...ids].sort().flatMap((id) => graph.crate(id) ?? [])
    const locked = lockedClosure(
      lock,
      crates.filter((crate) => crate.workspace === workspace.manifest),
      options.manifests ? { manifests: withLocal(local, workspace, options.manifests) } : {},
    )
    const before = ids.size
    for (const each of locked) {
      const crate = each.source === null ? local.get(each.id) : undefined
      if (crate && !ids.has(crate.id)) for (const id of graph.manifestClosureOf(crate.id)) ids.add(id)
    }
    if (ids.size === before) return { crates, locked }
  }
}

function withLocal(
  local: ReadonlyMap<string, Crate>,
  workspace: CargoWorkspace,
  manifests: LockedManifests,
): LockedManifests {
  return (locked) => {
    if (locked.source !== null) return manifests(locked)
    const crate = local.get(locked.id)
    return crate && { ...crate, member: crate.workspace === workspace.manifest }
  }
}

/** The workspaces whose root manifests Cargo reads for these crates. */
function workspacesOf(crates: readonly Crate[], graph: CrateGraph): CargoWorkspace[] {
  return [...new Set(crates.map((crate) => graph.workspaceOf(crate)))]
}

function partOf(workspace: CargoWorkspace, { crates, locked }: Needed) {
  const own = crates.filter((crate) => crate.workspace === workspace.manifest)
  const defaults = new Set(workspace.defaultMembers)
  const declaresDefaults = workspace.defaultMembers.length < workspace.members.length
  return {
    dir: workspace.dir,
    memberDirs: own.map((crate) => crate.dir),
    defaultMemberDirs: declaresDefaults
      ? own.filter((crate) => defaults.has(crate.id)).map((crate) => crate.dir)
      : [],
    crateDirs: new Set(crates.map((crate) => crate.dir)),
    rootCrate: own.some((crate) => crate.id === workspace.rootCrate),
    resolver: workspace.resolver,
    inherited: new Set(own.flatMap((crate) => crate.dependencies.map((each) => each.rename ?? each.name))),
    locked,
  }
}
