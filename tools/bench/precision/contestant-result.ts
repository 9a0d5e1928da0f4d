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

interface MeasuredOptions {
  readonly root: string
  readonly subjects: Subjects
  readonly ignores?: readonly string[] | undefined
  say(line: string): void
}

/**
 * Makes every edit in the repository of a contestant, each from the same start.
 *
 * @throws when it has not the builds of all projects, or other hashes for the same repository
 */
export function measureContestant(
  prepared: Prepared,
  { root, subjects, ignores = [], say }: MeasuredOptions,
): EditResult[] {
  const before = hashesOf(prepared, {}, subjects)
  const repository = new EditedRepository(root, toolDirectoryOf(root))
  const results = Object.entries(EDIT_GROUPS).flatMap(([group, edits]) =>
    edits(subjects).flatMap((edit): EditResult[] => {
      if (ignores.includes(edit.id)) return []
      const own = inConfigurationOf(prepared, edit)
      try {
        own.apply(repository)
        const after = prepared.hashes(repository.variables)
        const rebuilds = rebuildsOf(own.changes, { before, after })
        for (const [kind, projects] of [
          ['needless', rebuilds.needless],
          ['missing', rebuilds.missing],
        ] as const)
          if (projects.length > 0)
            say(`${own.id}: ${projects.length} ${kind}: ${projects.slice(0, 3).join(', ')}`)
        return [{ id: own.id, group, rebuilds: countsOf(rebuilds) }]
      } catch (error) {
        say(`${edit.id}: ${error instanceof Error ? error.message : String(error)}`)
        return [{ id: edit.id, group, rebuilds: null }]
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
