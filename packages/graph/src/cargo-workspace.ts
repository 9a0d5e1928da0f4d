import type { CrateId } from './crate'

/** A Cargo workspace: what shares one `Cargo.lock` and one `target/`. A crate that stands alone is a workspace of one. */
export interface CargoWorkspace {
  /** Path of the root manifest relative to the repository root. */
  readonly manifest: string
  /** Directory of the root manifest, `''` for the repository root. */
  readonly dir: string
  /** The crate of a root manifest that is a package too, or of a crate that stands alone. */
  readonly rootCrate: CrateId | null
  /** Sorted by id. */
  readonly members: readonly CrateId[]
  /** What `cargo build` builds without `-p` or `--workspace`. */
  readonly defaultMembers: readonly CrateId[]
  readonly resolver: '1' | '2' | '3'
  /** Path of its `Cargo.lock` when the file exists. */
  readonly lock: string | null
}
