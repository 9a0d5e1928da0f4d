import type { CargoLock, LockedPackage } from '../src/lock/cargo-lock'
import { type LockedClosureOptions, lockedClosure } from '../src/lock/locked-closure'
import { printLock } from '../src/lock/print-lock'

export interface PruneLockOptions extends LockedClosureOptions {
  /** The `[[patch.unused]]` blocks of the result: those of the lock unless given. */
  readonly unusedPatches?: readonly LockedPackage[]
}

/**
 * The text of the lock that Cargo would write for a workspace of the crates `roots` and what they need.
 * Exact to the byte when `options.manifests` knows every package. Without it the text may hold packages that only
 * features of other members ask for; Cargo takes such a lock with `--offline` but not with `--locked`.
 */
export function pruneLock(
  lock: CargoLock,
  roots: readonly { readonly name: string; readonly version: string }[],
  options: PruneLockOptions = {},
): string {
  const packages = lockedClosure(lock, roots, options)
  return printLock({ ...lock, packages, unusedPatches: options.unusedPatches ?? lock.unusedPatches })
}
