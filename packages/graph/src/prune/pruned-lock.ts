import type { CargoWorkspace } from '../cargo-workspace'
import type { Crate, CrateId } from '../crate'
import { type CargoLock, type LockedPackage, type LockedPackageId, lockedPackageId } from '../lock/cargo-lock'
import {
  type LockedManifest,
  type LockedManifests,
  lockedClosure,
  lockedPackagesById,
  reachablePackages,
} from '../lock/locked-closure'
import type { WorkspaceSources } from './workspace-sources'

export interface PruneOptions {
  /** Manifests of packages from elsewhere: the more are known, the less is kept. See `LockedClosureOptions`. */
  readonly manifests?: LockedManifests
}

/** What remains of the lock of one workspace. */
export interface PartOfLock {
  readonly locked: readonly LockedPackage[]
  /** The crates of the repository that are needed by it. */
  readonly localCrates: readonly CrateId[]
  /** Crates that have to remain as manifests, so that Cargo would write this lock. */
  readonly manifestsOnly: readonly CrateId[]
  /** Because of these. */
  readonly unknown: readonly LockedPackage[]
  /** Crates of the repository that it holds and the graph does not. */
  readonly missing: readonly LockedPackage[]
}

export interface PrunedLockOf {
  /** Those that remain, of whichever workspace. */
  readonly crates: readonly Crate[]
  readonly sources: WorkspaceSources
  readonly options: PruneOptions
}

/**
 * Of a package whose manifest nobody knows, all that the lock lists beneath it remains. That is what Cargo itself would lock only if all
 * that ask something of the package remain: so their members do, as manifests. Throws a CargoError when there is no readable lock.
 */
export function prunedLock(
  workspace: CargoWorkspace,
  { crates, sources, options }: PrunedLockOf,
): PartOfLock {
  const lock = sources.lockOf(workspace)
  const local = sources.localCratesOf(workspace)
  const kept = new Map(crates.map((crate) => [crate.id, crate]))
  const unknown = new Map<LockedPackageId, LockedPackage>()
  for (;;) {
    const members = [...kept.values()].filter((crate) => crate.workspace === workspace.manifest)
    const closure = closureOf(lock, { members, workspace, local, options })
    const uncertain = uncertainPackages(lock, { members, ...closure })
    const further = membersAsking(uncertain, { lock, workspace, sources, kept })
    if (further.length === 0) {
      const found = closure.locked.filter(({ source }) => source === null)
      const built = new Set(crates.map(({ id }) => id))
      const ofManifests = manifestClosure(
        [...kept.keys()].filter((id) => !built.has(id)),
        sources,
      )
      return {
        locked: closure.locked,
        localCrates: found
          .flatMap((each) => local.get(each.id)?.id ?? [])
          .filter((id) => !ofManifests.has(id)),
        manifestsOnly: [...ofManifests].filter((id) => !built.has(id)).sort(),
        unknown: [...unknown.values()],
        missing: found.filter((each) => !local.has(each.id)),
      }
    }
    for (const each of uncertain.values()) if (closure.unread.has(each.id)) unknown.set(each.id, each)
    for (const id of manifestClosure(further, sources)) {
      const crate = sources.graph.crate(id)
      if (crate) kept.set(id, crate)
    }
  }
}

function manifestClosure(ids: readonly CrateId[], { graph }: WorkspaceSources): Set<CrateId> {
  return new Set(ids.flatMap((id) => graph.manifestClosureOf(id)))
}

interface Closure {
  readonly locked: readonly LockedPackage[]
  /** Those of which no manifest is known. */
  readonly unread: ReadonlySet<LockedPackageId>
}

function closureOf(
  lock: CargoLock,
  {
    members,
    workspace,
    local,
    options,
  }: {
    readonly members: readonly Crate[]
    readonly workspace: CargoWorkspace
    readonly local: ReadonlyMap<LockedPackageId, Crate>
    readonly options: PruneOptions
  },
): Closure {
  const unread = new Set<LockedPackageId>()
  const manifestOf = (locked: LockedPackage): LockedManifest | undefined => {
    if (locked.source !== null) return options.manifests?.(locked)
    const crate = local.get(locked.id)
    return crate && { ...crate, member: crate.workspace === workspace.manifest }
  }
  const manifests: LockedManifests = (locked) => {
    const manifest = manifestOf(locked)
    if (manifest === undefined) unread.add(locked.id)
    return manifest
  }
  return { locked: lockedClosure(lock, members, { manifests }), unread }
}

/** The packages of which more may be locked than the members that remain ask for. */
function uncertainPackages(
  lock: CargoLock,
  { members, locked, unread }: Closure & { readonly members: readonly Crate[] },
): ReadonlyMap<LockedPackageId, LockedPackage> {
  const byId = lockedPackagesById(lock)
  // What is beneath them was taken as a whole, too.
  const guessed = reachablePackages(byId, unread)
  if (guessed.size === 0) return new Map()
  const kept = new Set(locked.map(({ id }) => id))
  const certain = new Set(members.map((crate) => lockedPackageId({ ...crate, source: null })))
  const queue = lock.packages.filter(({ id }) => !kept.has(id))
  const asked = new Set<LockedPackageId>()
  for (let next = queue.pop(); next; next = queue.pop()) {
    for (const id of [...next.dependencies, ...(next.replace === null ? [] : [next.replace])]) {
      const dependency = byId.get(id)
      if (!dependency || asked.has(id) || certain.has(id) || !kept.has(id)) continue
      asked.add(id)
      queue.push(dependency)
    }
  }
  return new Map(
    locked.flatMap(({ id }) => {
      const whole = byId.get(id)
      return whole && asked.has(id) && guessed.has(id) && whole.dependencies.length > 0 ? [[id, whole]] : []
    }),
  )
}

/** The members that do not remain and lead to one of the packages. */
function membersAsking(
  uncertain: ReadonlyMap<LockedPackageId, LockedPackage>,
  {
    lock,
    workspace,
    sources,
    kept,
  }: {
    readonly lock: CargoLock
    readonly workspace: CargoWorkspace
    readonly sources: WorkspaceSources
    readonly kept: ReadonlyMap<CrateId, Crate>
  },
): CrateId[] {
  if (uncertain.size === 0) return []
  return workspace.members.filter((id) => {
    const crate = kept.has(id) ? undefined : sources.graph.crate(id)
    if (!crate) return false
    const beneath = reachablePackages(lockedPackagesById(lock), [lockedPackageId({ ...crate, source: null })])
    return [...beneath].some((each) => uncertain.has(each))
  })
}
