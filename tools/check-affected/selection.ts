/** How Nx selects what a change affects: the projects, or each task by its inputs. */
export type Granularity = 'projects' | 'tasks'

/** What Nx would do in one commit, as the program in the repository finds it. */
export interface CommitState {
  readonly revision: string
  /** The key of each task that has one, by the task's id; null where it cannot be computed. */
  readonly keys: Readonly<Record<string, string | null>>
  /** For tasks of packages: those with a key that they wait for, directly or not. */
  readonly reaches: Readonly<Record<string, readonly string[]>>
  /** Ids of tasks that Nx selects after the commit before; nothing for the first one. */
  readonly selected: Readonly<Partial<Record<Granularity, readonly string[]>>>
  /** Ids of tasks that `nx-crane affected` prints after the commit before; null where nobody asked. */
  readonly printed?: readonly string[] | null
  /** Files in a key that no input of the crate's key target matches: each with the crate. */
  readonly undeclared: readonly string[]
}
