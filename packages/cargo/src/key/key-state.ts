import type { CargoWorkspace } from '../cargo-workspace'
import type { Answer } from '../recorded-tree'
import type { CrateEntry } from './crate-entry'
import type { TaskKind } from './task-kind'

/** Everything that the keys of a repository's crates were put together from, and how to tell that it still holds. */
export interface KeyState {
  /** The manifests that the crate graph was built from, sorted. */
  readonly manifests: readonly string[]
  /** Names of the environment variables that sources say they read. */
  readonly variables: readonly string[]
  /** Digest of their values. */
  readonly environment: string
  /** What was asked of the repository to build the crate graph: any other answer, and all is computed anew. */
  readonly answers: readonly Answer[]
  readonly workspaces: readonly CargoWorkspace[]
  readonly files: readonly FileProbe[]
  readonly directories: readonly DirectoryProbe[]
  readonly crates: readonly KnownCrate[]
}

/** A state of which no keys have been put together yet. */
export type Foundation = Omit<KeyState, 'crates'> & {
  readonly crates: readonly Omit<KnownCrate, 'keys'>[]
}

/** A file that some crate was asked about. No stamp: it was not there (`absent`), or may look the same when it changes (null). */
export type FileProbe = readonly [path: string, stamp: string | null]

/** A directory likewise, with a digest of what it holds. */
export type DirectoryProbe = readonly [path: string, stamp: string | null, listing: string]

/** What was the stamp of something that was not there. */
export const ABSENT = 'absent'

export interface KnownCrate {
  readonly entry: CrateEntry
  /** Digests of what it and the crates that it needs contribute to its keys. */
  readonly keys: Readonly<Partial<Record<TaskKind, string>>>
  /** Indices of the probes that the entry follows from. */
  readonly files: readonly number[]
  readonly directories: readonly number[]
  /** The crate itself as JSON, needed only when one of its files has changed. */
  readonly record: () => string
}
