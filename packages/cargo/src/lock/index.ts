export type { CargoLock, LockedPackage, LockedPackageId, LockVersion } from './cargo-lock'
export {
  type LockedClosureOptions,
  type LockedManifest,
  type LockedManifestDependency,
  type LockedManifests,
  lockedClosure,
} from './locked-closure'
export { parseLock } from './parse-lock'
export { printLock } from './print-lock'
export { type PruneLockOptions, pruneLock } from './prune-lock'
export { type LockedManifestPlaces, readLockedManifests } from './read-locked-manifests'
export { compareVersions } from './version'
