import type { Consequence } from '../../check-keys/edit'
import type { TaskHashes } from './contestant'

/** What a tool makes of an edit, in tasks. */
export interface Rebuilds {
  /** Their output can be another, so they must run. */
  readonly due: number
  /** They run although their output cannot be another. */
  readonly needless: readonly string[]
  /** They are taken from the cache although their output can be another. */
  readonly missing: readonly string[]
}

/** Compares the hashes of the same builds before and after an edit with what the edit can change. */
export function rebuildsOf(
  { must, may }: Consequence,
  { before, after }: { readonly before: TaskHashes; readonly after: TaskHashes },
): Rebuilds {
  const projects = Object.keys(before)
  const due = projects.filter((project) => must.has(project))
  const moved = (project: string) => before[project] !== after[project]
  return {
    due: due.length,
    needless: projects.filter((project) => !must.has(project) && !may.has(project) && moved(project)),
    missing: due.filter((project) => !moved(project)),
  }
}
