import type { CargoWorkspace } from '../cargo-workspace'
import type { Answer } from '../recorded-tree'
import type { TaskKind } from '../target-kinds'
import type { CrateEntry } from './crate-entry'

/** Everything that the keys of a repository's crates were put together from, and how to tell that it still holds. */
export interface KeyState {
  readonly structure: KeyStructure
  /** Names of the environment variables that sources say they read. */
  readonly variables: readonly string[]
  /** Digest of their values. */
  readonly environment: string
  readonly files: readonly FileProbe[]
  readonly directories: readonly DirectoryProbe[]
  /** In the order of {@link KeyStructure.records}. */
  readonly crates: readonly KnownCrate[]
}

/** What follows from manifests, locks and the names of files, and is the same after most edits. */
export interface KeyStructure {
  /** The manifests that the crate graph was built from, and those that it found, sorted. */
  readonly manifests: readonly string[]
  /** What was asked of the repository to build the crate graph: any other answer, and all is computed anew. */
  readonly answers: readonly Answer[]
  readonly workspaces: readonly CargoWorkspace[]
  /** The crates as JSON; each is needed only when one of its files has changed. */
  readonly records: readonly (() => string)[]
  /** Where the structure is kept already, as its file is known. */
  readonly seal?: string
}

/** A state of which no keys have been put together yet. */
export type Foundation = Omit<KeyState, 'crates'> & {
  readonly crates: readonly Omit<KnownCrate, keyof KnownKeys>[]
}

/** A file that some crate was asked about. No stamp: it was not there (`absent`), or may look the same when it changes (null). */
export type FileProbe = readonly [path: string, stamp: string | null]

/** A directory likewise, with a digest of what it holds. */
export type DirectoryProbe = readonly [path: string, stamp: string | null, listing: string]

/** What was the stamp of something that was not there. */
export const ABSENT = 'absent'

/** What was put together from a crate's entry and those of the crates it needs. */
export interface KnownKeys {
  /** Digests of what they contribute to its keys. */
  readonly keys: Readonly<Partial<Record<TaskKind, string>>>
  /** A digest of those. */
  readonly signature: string
}

export interface KnownCrate extends KnownKeys {
  readonly entry: CrateEntry
  /** Indices of the probes that the entry follows from. */
  readonly files: readonly number[]
  readonly directories: readonly number[]
}
