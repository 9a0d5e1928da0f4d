import type { CargoError, CargoWorkspace, Crate, CrateId, SourceTree, TaskKind } from '@nx-crane/graph'
import type { CrateFingerprint } from '../crate-fingerprint'
import type { FingerprintInputs } from '../crate-fingerprints'
import type { KeySnapshot, KnownKeys } from '../key-snapshot'
import type { Traces } from '../read-traces'
import type { WideValues } from './wide-values'

/** What the crates of a repository contribute to keys, in one state of the disk. */
export interface Fingerprints {
  readonly tree: SourceTree
  readonly workspaces: readonly CargoWorkspace[]
  readonly fingerprints: ReadonlyMap<CrateId, CrateFingerprint>
  /** The crates in the order in which they are listed when no one in particular is asked for. */
  readonly crates: readonly CrateId[]
  /** Directories of packages that manifests name by path and that are none of the crates, relative to the root. */
  readonly outsidePackages: readonly string[]
  /** What the manifest of a crate says. */
  crate(id: CrateId): Crate | undefined
  /** Why a crate, or one kind of task of it, has no fingerprint. */
  errorOf(id: CrateId, kind: TaskKind): CargoError | undefined
  /** Keys of an earlier run that still hold. */
  known(id: CrateId): KnownKeys | undefined
  /** What to keep for the next run, with the keys that were put together from each fingerprint. */
  snapshot(keysOf: (fingerprint: CrateFingerprint) => KnownKeys): KeySnapshot
  /** What went into the fingerprint of a crate that was looked at in this run. */
  explain(id: CrateId, kind: TaskKind): FingerprintInputs | undefined
  /** The values of what nobody can tell the reads of, as `traces` know them. */
  wideValues(traces: Traces): WideValues
  /** All files that Git knows, relative to the root, sorted. */
  repositoryFiles(): readonly string[]
  /** Keeps what was found in files for the next run. */
  keep(): void
}
