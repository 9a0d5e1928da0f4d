import { hash } from 'node:crypto'
import { type CaseTask, taskName } from '../crate-keys-of'
import type { Played, TaskVerdict } from '../play'

/** What each key has stood for so far: the same key must mean the same result however long ago it was. Of states before edits. */
export class KeyHistory {
  readonly #known = new Map<string, { readonly result: string; readonly edit: string }>()

  /** The verdict on a task, or that its key before the edit stood for something else before an earlier one. */
  judge(
    verdict: TaskVerdict,
    {
      task,
      played,
      edit,
    }: { readonly task: CaseTask | undefined; readonly played: Played; readonly edit: string },
  ): TaskVerdict {
    const key = task && played.keys.get(taskName(task))?.key
    const run = task && played.before.get(taskName(task))
    if (key === undefined || !run) return verdict
    const result = hash('sha256', JSON.stringify(Object.entries(run.result).sort()))
    const before = this.#known.get(key)
    this.#known.set(key, { result, edit })
    if (!before || before.result === result || verdict.is === 'stale') return verdict
    return {
      ...verdict,
      is: 'stale',
      cargo: [`before it, another result than before "${before.edit}"`, ...verdict.cargo],
    }
  }
}
