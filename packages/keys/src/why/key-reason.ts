import type { CrateId } from '@nx-crane/graph'

/** One reason for which the key of a task is not what it was. */
export interface KeyReason {
  readonly is:
    | 'file'
    | 'package'
    | 'dependency'
    | 'feature'
    | 'manifest'
    | 'profile'
    | 'toolchain'
    | 'variable'
    | 'configuration'
    | 'native'
    | 'flake input'
    | 'setting'
    | 'commit'
    | 'derivation'
    | 'unrecorded'
  /** What it is about: a path, a package, a setting. */
  readonly name: string
  /** Null where it was not there, or nothing is known of it but that it was another. */
  readonly before: string | null
  /** The same of now. */
  readonly after: string | null
  readonly change: 'new' | 'gone' | 'other'
  /** The file of the repository in which it stands, where that is known. */
  readonly file: string | null
  /** The crate that it belongs to; null for what all crates have in common. */
  readonly crate: CrateId | null
  /** From the crate of the task to that: manifests of crates, then names of packages. */
  readonly via: readonly string[]
  /** Why it counts, where that is so only since nobody can tell what is read. */
  readonly wide: string | null
}
