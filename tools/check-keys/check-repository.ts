import type { BuildStates } from './build-state'
import { BuildStateReader } from './build-state-reader'
import type { CheckedRepository } from './checked-repository'
import type { Edit } from './edit'
import { EditedRepository } from './edited-repository'
import type { EditResult } from './repository-report'
import { unexplainedKeys } from './unexplained-keys'
import { judge } from './verdict'

export interface RepositoryResult {
  readonly edits: readonly EditResult[]
  /** Whether all that is looked up is the same again after the last edit was undone. */
  readonly isRestored: boolean
}

/** Makes the edits of a repository one after the other, each from the same start, and judges each. */
export function checkRepository(
  repository: CheckedRepository,
  { program, only }: { program: string; only: readonly string[] },
): RepositoryResult {
  const reader = new BuildStateReader(program, repository)
  const edited = new EditedRepository(repository.root, reader.toolDirectory)
  const before = reader.read()
  const missing = [...repository.kinds.keys()].filter((project) => !before[project])
  if (missing.length > 0)
    throw new Error(`${repository.title}: Nx has no build task for ${missing.join(', ')}`)
  const unknown = [...repository.kinds].flatMap(([project, kind]) =>
    kind !== 'typescript' && isEmpty(before[project]?.explained) ? [project] : [],
  )
  if (unknown.length > 0) throw new Error(`${repository.title}: why knows nothing of ${unknown.join(', ')}`)

  const edits = repository.edits.filter(({ id }) => only.length === 0 || only.includes(id))
  const results = edits.map((edit) => tryEdit(edit, { edited, reader, before, kinds: repository.kinds }))
  return { edits: results, isRestored: JSON.stringify(reader.read()) === JSON.stringify(before) }
}

function isEmpty(table: object = {}): boolean {
  return Object.keys(table).length === 0
}

interface Trial {
  readonly edited: EditedRepository
  readonly reader: BuildStateReader
  readonly before: BuildStates
  readonly kinds: CheckedRepository['kinds']
}

function tryEdit(edit: Edit, { edited, reader, before, kinds }: Trial): EditResult {
  const { id, what } = edit
  try {
    edit.apply(edited)
    const after = reader.read(edited.variables)
    const unexplained = unexplainedKeys(before, after, edited.touched)
    return { id, what, verdict: judge(edit, { before, after, kinds }), unexplained, fault: null }
  } catch (error) {
    return {
      id,
      what,
      verdict: null,
      unexplained: [],
      fault: error instanceof Error ? error.message : String(error),
    }
  } finally {
    edited.revert()
  }
}
