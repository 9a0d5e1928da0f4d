import { join, relative, sep } from 'node:path'
import type { ObservedGroup, ObservedRun } from '@nx-crane/build'
import { stateDirectory } from '@nx-crane/files'
import type { CrateId, TaskKind } from '@nx-crane/graph'
import { type ObservedReads, recordTraces } from '@nx-crane/keys/cli'
import { BUILD_ID } from '../build-id'

interface Seen {
  readonly tasks: readonly { readonly id: string; readonly crate: CrateId; readonly kind: TaskKind }[]
  readonly observations: readonly ObservedReads[]
}

/** What the runs of one batch were seen to read, for the keys of the next. */
export class ObservedRuns {
  readonly #root: string
  readonly #startedAt = Date.now()
  readonly #seen: Seen[] = []
  readonly #succeeded = new Set<string>()

  /** @param root of the repository, absolute */
  constructor(root: string) {
    this.#root = root
  }

  /** Takes what was seen of a group of tasks. */
  see({ group, observations, reason }: ObservedGroup): void {
    if (reason !== null) return
    const tasks = group.members.map(({ task }) => ({
      id: task.id,
      crate: relative(this.#root, task.manifest).split(sep).join('/'),
      kind: group.kind,
    }))
    this.#seen.push({ tasks, observations })
  }

  /** Takes what was seen of one task. */
  seeTask(task: Seen['tasks'][number], { observations, reason }: ObservedRun): void {
    if (reason === null) this.#seen.push({ tasks: [task], observations })
  }

  succeeded(task: string): void {
    this.#succeeded.add(task)
  }

  /** Keeps it, once all tasks have ended. What cannot be kept makes the next keys wide, and nothing else. */
  record(): void {
    for (const { tasks, observations } of this.#seen) {
      const made = tasks.filter(({ id }) => this.#succeeded.has(id))
      recordTraces({
        root: this.#root,
        memoDir: join(this.#root, stateDirectory(this.#root)),
        code: BUILD_ID,
        tasks: made,
        observations,
        startedAt: this.#startedAt,
      })
    }
  }
}
