import type { EditedRepository } from './edited-repository'

/** Directories of projects, by whether an edit can change what their `build` writes. */
export interface Consequence {
  /** It can: a task that is a hit nevertheless is stale. */
  readonly must: ReadonlySet<string>
  /**
   * Either is right: only another platform or a disabled feature would build it, or cargo itself compiles again although
   * the same bytes come out. In neither set: it cannot, and a task that misses is rebuilt for nothing.
   */
  readonly may: ReadonlySet<string>
}

/** An everyday change of a repository. */
export interface Edit {
  readonly id: string
  readonly what: string
  readonly changes: Consequence
  apply(repository: EditedRepository): void
}

export const NOTHING: Consequence = { must: new Set(), may: new Set() }
