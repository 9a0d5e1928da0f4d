import type { DiskView } from '@nx-crane/files'

/** A state of the repository of which keys are computed. */
export interface RepositoryState {
  /** How the disk looks in it; null: as it is. */
  readonly view: DiskView | null
  /** What could not be seen of it. */
  readonly notes: readonly string[]
  /**
   * The root of the workspace with all files of the state, for programs that see nothing but the disk. Absolute; it is made when it is
   * asked for.
   */
  checkout(): string
}

/** The repository as it lies on the disk. */
export function workingTree(root: string): RepositoryState {
  return { view: null, notes: [], checkout: () => root }
}
