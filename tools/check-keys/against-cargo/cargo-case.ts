import type { CrateTaskKind } from '@nx-crane/graph'
import type { ScratchWorkspace } from './scratch-workspace'

/** A workspace and one edit of it. What that should change nobody writes down: cargo says. */
export interface CargoCase {
  /** What is edited, in a few words; no two cases have the same. */
  readonly name: string
  readonly files: Readonly<Record<string, string>>
  /** The kinds of tasks that it is about; `build` alone when left out. */
  readonly kinds?: readonly CrateTaskKind[]
  /** The crates that it is about, by name; all of the repository's when left out. */
  readonly crates?: readonly string[]
  /** Variables that are set from the beginning. */
  readonly environment?: Readonly<Record<string, string>>
  /** Further steps of the beginning, after the first commit: links, modes. */
  prepare?(it: ScratchWorkspace): void
  edit(it: ScratchWorkspace): void
}

/** Cases of one subject. */
export interface CaseSubject {
  readonly subject: string
  readonly cases: readonly CargoCase[]
}
