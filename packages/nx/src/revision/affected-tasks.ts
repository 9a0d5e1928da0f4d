import type { TaskKind } from '@nx-crane/graph'
import type { TargetKey } from '../keys/target-key'

/** A task that would be built anew. */
export interface AffectedTask {
  readonly project: string
  readonly target: string
  /** Null where the task has no key of ours. */
  readonly kind: TaskKind | null
  /**
   * `changed`: its key is another. `new`: the base has no such task. `unknown`: it has no key in one of the two, so that nobody knows.
   * `reached`: it is a TypeScript package's, of which something has changed, or of a crate that it uses.
   */
  readonly why: 'changed' | 'new' | 'unknown' | 'reached'
  /** Null where there is none. */
  readonly base: string | null
  readonly head: string | null
}

/** The tasks of the head whose keys are not those of the base, in the order of the head. */
export function affectedTasks(base: readonly TargetKey[], head: readonly TargetKey[]): AffectedTask[] {
  const before = new Map(base.map((key) => [taskName(key), key]))
  return head.flatMap((now) => {
    const then = before.get(taskName(now))
    if (then !== undefined && now.key !== null && then.key === now.key) return []
    const { project, target, kind } = now
    const isKnown = now.key !== null && then?.key !== null
    const why: AffectedTask['why'] = then === undefined ? 'new' : isKnown ? 'changed' : 'unknown'
    return [{ project, target, kind, why, base: then?.key ?? null, head: now.key }]
  })
}

/** Tasks of the base that the head does not have any more: nothing is to be run for them. */
export function removedTasks(base: readonly TargetKey[], head: readonly TargetKey[]): string[] {
  const present = new Set(head.map(taskName))
  return base.map(taskName).filter((name) => !present.has(name))
}

/** As Nx has it on its command line. */
export function taskName({ project, target }: Pick<TargetKey, 'project' | 'target'>): string {
  return `${project}:${target}`
}
