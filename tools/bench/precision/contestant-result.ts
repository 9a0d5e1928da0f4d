import type { Edit } from '../../check-keys/edit'
import { EditedRepository } from '../../check-keys/edited-repository'
import { EDIT_GROUPS } from '../../check-keys/generated/generated-edits'
import type { Subjects } from '../../check-keys/generated/subjects'
import type { Prepared, TaskHashes } from './contestant'
import { toolDirectoryOf } from './peer-programs'
import { type Rebuilds, rebuildsOf } from './rebuilds'

/** What came of one edit. */
export interface EditResult {
  readonly id: string
  /** What is edited, one of {@link EDIT_GROUPS}. */
  readonly group: string
  /** `null`: the tool failed. */
  readonly rebuilds: RebuildCounts | null
}

/** As {@link Rebuilds}. */
export interface RebuildCounts {
  readonly due: number
  readonly needless: number
  readonly missing: number
}

/**
 * Makes every edit in the repository of a contestant, each from the same start.
 *
 * @throws when it has not the builds of all projects, or other hashes for the same repository
 */
export function measureContestant(
  prepared: Prepared,
  { root, subjects, say }: { root: string; subjects: Subjects; say: (line: string) => void },
): EditResult[] {
  const before = hashesOf(prepared, {}, subjects)
  const repository = new EditedRepository(root, toolDirectoryOf(root))
  const results = Object.entries(EDIT_GROUPS).flatMap(([group, edits]) =>
    edits(subjects).map((edit): EditResult => {
      try {
        const { changes, apply } = inConfigurationOf(prepared, edit)
        apply(repository)
        const rebuilds = rebuildsOf(changes, { before, after: prepared.hashes(repository.variables) })
        for (const line of linesOf(rebuilds)) say(`${edit.id}: ${line}`)
        return { id: edit.id, group, rebuilds: countsOf(rebuilds) }
      } catch (error) {
        say(`${edit.id}: ${error instanceof Error ? error.message : String(error)}`)
        return { id: edit.id, group, rebuilds: null }
      } finally {
        repository.revert()
      }
    }),
  )
  const drifted = driftOf(before, hashesOf(prepared, {}, subjects))
  if (drifted.length > 0)
    throw new Error(`other hashes for the same repository: ${drifted.slice(0, 5).join(', ')}`)
  return results
}

/** Some projects of each kind, to look into. */
function linesOf({ needless, missing }: Rebuilds): string[] {
  return Object.entries({ needless, missing }).flatMap(([kind, projects]) =>
    projects.length > 0 ? [`${projects.length} ${kind}: ${projects.slice(0, 3).join(', ')}`] : [],
  )
}

function countsOf({ due, needless, missing }: Rebuilds): RebuildCounts {
  return { due, needless: needless.length, missing: missing.length }
}

function hashesOf(
  prepared: Prepared,
  variables: Readonly<Record<string, string>>,
  { plan }: Subjects,
): TaskHashes {
  const all = prepared.hashes(variables)
  const missing = [...plan.kinds.keys()].filter((project) => all[project] === undefined)
  if (missing.length > 0) throw new Error(`no build of ${missing.slice(0, 5).join(', ')}`)
  return Object.fromEntries([...plan.kinds.keys()].map((project) => [project, all[project] ?? '']))
}

function driftOf(before: TaskHashes, after: TaskHashes): string[] {
  return Object.keys(before).filter((project) => before[project] !== after[project])
}

/** White space in the configuration of Nx is white space in that of another tool. */
function inConfigurationOf({ configurationFile }: Prepared, edit: Edit): Edit {
  if (edit.id !== 'nx-json-space') return edit
  return { ...edit, apply: (repository) => repository.append(configurationFile, '\n\n') }
}
