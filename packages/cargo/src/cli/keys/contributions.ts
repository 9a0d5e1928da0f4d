import type { CargoError } from '../../cargo-error'
import type { CargoWorkspace } from '../../cargo-workspace'
import type { CrateId } from '../../crate'
import type { EntryInputs } from '../../key/crate-entries'
import type { CrateEntry } from '../../key/crate-entry'
import type { CrateKeysContext } from '../../key/crate-keys'
import type { Foundation } from '../../key/key-state'
import type { SourceTree } from '../../source-tree'
import type { TaskKind } from '../../target-kinds'

/** What the crates of a repository contribute to keys, in one state of the disk. */
export interface Contributions {
  readonly tree: SourceTree
  readonly workspaces: readonly CargoWorkspace[]
  readonly entries: ReadonlyMap<CrateId, CrateEntry>
  /** The crates in the order in which they are listed when no one in particular is asked for. */
  readonly crates: readonly CrateId[]
  /** Why a crate, or one kind of task of it, has no entry. */
  errorOf(id: CrateId, kind: TaskKind): CargoError | undefined
  /** What to keep for the next run, once its keys are known. */
  foundation(): Foundation
  /** Keys of earlier runs that still hold. */
  known?: CrateKeysContext['known']
  /** What went into an entry; undefined when it was recalled rather than computed. */
  explain(id: CrateId, kind: TaskKind): EntryInputs | undefined
}
