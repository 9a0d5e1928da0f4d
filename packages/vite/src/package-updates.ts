import type { ErrorPayload } from 'vite'

/** Those who use the packages of a dev server, to be told what becomes of them. Facades are ids of modules that stand for a file. */
export interface PackageUpdates {
  /** Whether the last good build is used on while what came after it does not compile. */
  readonly keepsGood: boolean
  /** The crate compiles; the facades are those that now export something else. */
  built(crate: string, facades: readonly string[]): Promise<void>
  /** The crate does not compile; the facades are all of its. */
  failed(crate: string, facades: readonly string[], fault: PackageFault): void
}

export interface PackageFault {
  readonly error: ErrorPayload['err']
  /** Whether there is an earlier build that does compile. */
  readonly hasGood: boolean
}
