import type { Observation } from '@nx-crane/files'
import type { CargoWorkspace, CrateId, TaskKind, TreeQuestion } from '@nx-crane/graph'
import type { CrateFingerprint } from './crate-fingerprint'

/** What a run asked of the disk and of the environment, and the fingerprints and keys that followed from the answers. */
export interface KeySnapshot {
  readonly structure: KeyStructure
  /** The environment variables that sources say they read. */
  readonly variables: readonly Observation<'variable'>[]
  readonly observations: readonly Observation<KeyQuestion>[]
  /** The crates of which everything is known. */
  readonly crates: readonly CrateSnapshot[]
}

/** What a crate asks about a path: what is in the file, or which names the directory holds. */
export type KeyQuestion = 'file' | 'directory'

/** What follows from manifests, locks and the names of files, and is the same after most edits. */
export interface KeyStructure {
  /** The manifests that the crate graph was built from, and those that it found, sorted. */
  readonly manifests: readonly string[]
  /** What was asked of the repository to build the crate graph: with any other answer it is built anew. */
  readonly observations: readonly Observation<TreeQuestion>[]
  readonly workspaces: readonly CargoWorkspace[]
  readonly crates: readonly CrateId[]
  /** Directories of packages that manifests name by path and that are none of these crates, relative to the root. */
  readonly outsidePackages: readonly string[]
  /** The crates as JSON, in their order; each is needed only when its fingerprint is computed. */
  readonly records: readonly (() => string)[]
  /** Where the structure is kept already, as its file is known. */
  readonly seal?: string
}

export interface CrateSnapshot extends KnownKeys {
  readonly fingerprint: CrateFingerprint
  /** The numbers of the observations that the fingerprint follows from. */
  readonly observed: readonly number[]
}

/** What was put together from a crate's fingerprint and those of the crates it needs. */
export interface KnownKeys {
  /** Digests of what they contribute to its keys. */
  readonly keys: Readonly<Partial<Record<TaskKind, string>>>
  /** A digest of those. */
  readonly signature: string
}
