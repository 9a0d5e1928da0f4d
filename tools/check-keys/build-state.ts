/** Of one project: what decides whether its `build` is a hit. */
export interface BuildState {
  /** Nx's hash of the task. */
  readonly hash: string
  /** What went into it, by a name that says what it is. */
  readonly details: Readonly<Record<string, string>>
  /** The key of the crate; null for a project without one. */
  readonly key: string | null
  /**
   * The keys that `nx-crane why` explains, by kind of task: each of a crate; of what a package is built with, for a package that reaches
   * crates.
   */
  readonly explained: Readonly<Record<string, ExplainedKey>>
}

export interface ExplainedKey {
  readonly key: string
  /** Why it is not what it was when keys were recorded first. */
  readonly why: readonly string[]
}

/** By directory of the project. */
export type BuildStates = Readonly<Record<string, BuildState>>
