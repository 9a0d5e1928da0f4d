import { messageOf } from '@nx-crane/files'
import type { TaskKind } from '@nx-crane/graph'
import { type RepositoryKeysRequest, repositoryKeys } from '../keys/repository-keys'
import type { TargetKey } from '../keys/target-key'
import { type AffectedTask, affectedTasks, removedTasks, taskName } from './affected-tasks'
import { type ComparedStatesRequest, comparedStates } from './compared-states'
import { readLastGraph } from './last-graph'
import { typescriptProjects } from './typescript-projects'
import { reachedTasks } from './typescript-tasks'

export interface Affected {
  /** The commit from which on changes count. */
  readonly base: string
  /** Null: the working tree. */
  readonly head: string | null
  /** Sorted by project and target. */
  readonly tasks: readonly AffectedTask[]
  /** The names of all targets that there are in either state. Sorted. */
  readonly targets: readonly string[]
  /** Tasks that the base has and the head does not, as `project:target`. */
  readonly removed: readonly string[]
  /** What a person should know: of the revisions, and of what has no key in one of them. */
  readonly notes: readonly string[]
}

/**
 * The tasks that would be built anew between two states of a repository.
 *
 * @throws GitError where a revision is not there; what stands in the way of all keys of the head
 */
export async function findAffected(request: ComparedStatesRequest): Promise<Affected> {
  using states = comparedStates(request)
  const { root, head, base, revisions } = states
  const { env } = request
  // What lies on the disk first: what is remembered of it helps with the other.
  const { keys: after, workspace } = await repositoryKeys({ root, state: head, ...(env ? { env } : {}) })
  const before = await keysOrFault({ root, state: base, ...(env ? { env } : {}) })
  const own = affectedTasks(before.keys, after)
  const projects = typescriptProjects(workspace, { keys: after, nx: readLastGraph(root) })
  const reached = reachedTasks(projects, {
    crates: new Set(
      own.flatMap(({ project, kind }) => (kind !== null && OUTPUTS.has(kind) ? [project] : [])),
    ),
    changedFiles: states.changedFiles,
  })
  return {
    base: revisions.base,
    head: revisions.head,
    tasks: [...own, ...reached].sort((a, b) => (taskName(a) < taskName(b) ? -1 : 1)),
    targets: [
      ...new Set([
        ...[...before.keys, ...after].map(({ target }) => target),
        ...projects.flatMap(({ targets }) => targets),
      ]),
    ].sort(),
    removed: removedTasks(before.keys, after),
    notes: [
      ...states.notes,
      ...before.faults.map((fault) => `in the base ${revisions.base.slice(0, 12)}: ${fault}`),
      ...faultsOf(after),
    ],
  }
}

/** What others take from a crate. */
const OUTPUTS: ReadonlySet<TaskKind> = new Set(['build', 'wasm'])

interface FoundKeys {
  readonly keys: readonly TargetKey[]
  readonly faults: readonly string[]
}

/** A base of which nothing can be told is none: all tasks are new to it. */
async function keysOrFault(request: RepositoryKeysRequest): Promise<FoundKeys> {
  try {
    const { keys } = await repositoryKeys(request)
    return { keys, faults: faultsOf(keys) }
  } catch (error) {
    return { keys: [], faults: [messageOf(error)] }
  }
}

/** One fault may stop many targets. */
function faultsOf(keys: readonly TargetKey[]): string[] {
  return [...new Set(keys.flatMap(({ error }) => (error === null ? [] : [error])))]
}
