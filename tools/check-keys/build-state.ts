/** Of one project: what decides whether its `build` is a hit. */
export interface BuildState {
  /** Nx's hash of the task. */
  readonly hash: string
  /** What went into it, by a name that says what it is. */
  readonly details: Readonly<Record<string, string>>
  /** The key of the crate; null for a project without one. */
  readonly key: string | null
  /** Why that is not what it was in the first state that was read: what `nx-crane why` says. */
  readonly why: readonly string[]
}

/** By directory of the project. */
export type BuildStates = Readonly<Record<string, BuildState>>
