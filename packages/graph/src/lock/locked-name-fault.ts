import type { LockTextPackage } from './cargo-lock'
import { type LockPlace, lockFault } from './lock-fault'

/** https://semver.org/#is-there-a-suggested-regular-expression-regex-to-check-a-semver-string, which Cargo goes by too. */
const VERSION =
  /^(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)(?:-(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)(?:\.(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*))*)?(?:\+[0-9a-zA-Z-]+(?:\.[0-9a-zA-Z-]+)*)?$/

/** No registry has a name with other characters; old crates begin with digits. */
const NAME = /^[\p{L}\p{N}_][\p{L}\p{N}\p{M}_-]*$/u

/** Throws for a name or version that is none: both become part of paths and of arguments. */
export function checkLockedNames(packages: readonly LockTextPackage[], place: LockPlace): void {
  for (const { name, version } of packages) {
    if (!VERSION.test(version)) {
      throw invalid(place, {
        start: `version = ${JSON.stringify(version)}`,
        message: `the package ${JSON.stringify(name)} has the version ${JSON.stringify(version)}, which is not of the form 1.2.3`,
      })
    }
    if (!NAME.test(name)) {
      throw invalid(place, {
        start: `name = ${JSON.stringify(name)}`,
        message: `${JSON.stringify(name)} cannot be the name of a package`,
      })
    }
  }
}

function invalid(
  place: LockPlace,
  { start, message }: { readonly start: string; readonly message: string },
): Error {
  return lockFault(
    place,
    { start },
    { code: 'LOCK_INVALID', message, hint: 'restore the lock from git, or run `cargo generate-lockfile`' },
  )
}
