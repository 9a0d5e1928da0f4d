import type { CrateDependency } from '../crate'
import { type CargoLock, type LockedPackage, type LockedPackageId, lockedPackageId } from './cargo-lock'
import { activatedEdges } from './feature-activation'

/** What decides which dependencies of one locked package Cargo puts into a lock. */
export interface LockedManifest {
  /** Workspace members are locked with all their features and their dev-dependencies, other crates are not. */
  readonly member: boolean
  readonly dependencies: readonly LockedManifestDependency[]
  readonly features: Readonly<Record<string, readonly string[]>>
}

export type LockedManifestDependency = Pick<
  CrateDependency,
  'name' | 'rename' | 'kind' | 'optional' | 'features' | 'defaultFeatures' | 'requirement'
>

export type LockedManifests = (locked: LockedPackage) => LockedManifest | undefined

export interface LockedClosureOptions {
  /**
   * Manifests of locked packages. A lock holds each dependency that *some* member's features ask for; with the
   * manifests, only those that `roots` ask for remain, as Cargo itself would lock them. Where a manifest is not
   * known, everything that the lock lists beneath it remains: never too little, sometimes too much.
   */
  readonly manifests?: LockedManifests
}

/**
 * The locked packages that the crates `roots` need, themselves included, sorted as in the lock; of every dependency
 * kind and platform, because that is what a lock is about. Crates of the repository are named by name and version.
 *
 * @example lockedClosure(lock, [{ name: 'app', version: '0.1.0' }]).map((locked) => locked.name) // → ['app', 'serde']
 */
export function lockedClosure(
  lock: CargoLock,
  roots: readonly { readonly name: string; readonly version: string }[],
  options: LockedClosureOptions = {},
): LockedPackage[] {
  const byId = lockedPackagesById(lock)
  const wanted = roots.map((root) => lockedPackageId({ ...root, source: null })).filter((id) => byId.has(id))
  if (options.manifests === undefined) return inOrder(lock, reachablePackages(byId, wanted))
  const edges = activatedEdges(byId, wanted, options.manifests)
  return inOrder(lock, edges).map((locked) => ({
    ...locked,
    dependencies: [...(edges.get(locked.id) ?? [])].sort(),
  }))
}

const indexes = new WeakMap<CargoLock, ReadonlyMap<LockedPackageId, LockedPackage>>()

/** The packages of a lock by id; the same map for the same lock. */
export function lockedPackagesById(lock: CargoLock): ReadonlyMap<LockedPackageId, LockedPackage> {
  const known = indexes.get(lock)
  if (known) return known
  const index = new Map(lock.packages.map((locked) => [locked.id, locked]))
  indexes.set(lock, index)
  return index
}

/** `roots` and all that the lock lists beneath them. */
export function reachablePackages(
  byId: ReadonlyMap<LockedPackageId, LockedPackage>,
  roots: Iterable<LockedPackageId>,
): Set<LockedPackageId> {
  const found = new Set<LockedPackageId>()
  const queue = [...roots]
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    if (found.has(id)) continue
    found.add(id)
    const locked = byId.get(id)
    if (locked) queue.push(...locked.dependencies, ...(locked.replace === null ? [] : [locked.replace]))
  }
  return found
}

function inOrder(lock: CargoLock, ids: { has(id: LockedPackageId): boolean }): LockedPackage[] {
  return lock.packages.filter((locked) => ids.has(locked.id))
}
