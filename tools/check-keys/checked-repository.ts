import type { Edit } from './edit'
import type { ProjectKind } from './project-kind'

/** A repository as a user of the plugin has it, and what is tried in it. */
export interface CheckedRepository {
  readonly title: string
  readonly root: string
  /** Of every project that has a `build`, by its directory. */
  readonly kinds: ReadonlyMap<string, ProjectKind>
  readonly edits: readonly Edit[]
  /** Variables that its builds have besides those of this process. */
  readonly environment: Readonly<Record<string, string>>
}
