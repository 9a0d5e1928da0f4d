import type { CrateTaskKind } from '@nx-crane/graph'

/** One task, as paths relative to the repository. */
export interface BuiltTask {
  readonly crate: string
  readonly manifest: string
  readonly workspace: string
  readonly kind: CrateTaskKind
}

/** The exit code where a task read what its key does not hold. */
export const UNCOVERED = 3
