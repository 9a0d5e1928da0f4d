import { dirname } from 'node:path'
import type { BatchContext, CrateGroup } from '../crate-group'
import type { CrateTask, CrateTaskResult } from '../crate-task'
import { type ObservedRun, RunObserver } from './observe-run'

/** What was seen of the programs of one group of tasks. */
export type ObservedGroup = ObservedRun & { readonly group: CrateGroup }

/**
 * Runs a group and, when all its tasks have ended, tells `onObserved` of the batch what its programs read. A task that succeeded
 * and read what `checkReads` refuses fails. Where nobody wants to know nothing is observed; rustfmt reads what its key says.
 */
export async function* observeGroup(
  group: CrateGroup,
  context: BatchContext,
  run: (group: CrateGroup, context: BatchContext) => AsyncGenerator<CrateTaskResult, void>,
): AsyncGenerator<CrateTaskResult, void> {
  const root = group.members[0]?.task.root
  const isRefused = group.members.some(({ task }) => task.observe === false)
  if (context.onObserved === null || root === undefined || isRefused || group.kind === 'format') {
    yield* run(group, context)
    return
  }
  const { signal } = context
  const { targetDirectory } = group.packages
  const workspaceDirectory = dirname(group.workspace)
  using observer = await RunObserver.begin({ root, workspaceDirectory, targetDirectory, signal })
  const check = new ReadsCheck(group, observer, context.checkReads)
  for await (const result of run(group, { ...context, observer })) yield* check.add(result)
  yield* check.rest()
  context.onObserved({ group, ...observer.read() })
}

/** So many times as long as the logs took to be read, results wait before they are read again: at most some 2 % of a run. */
const PATIENCE = 50

/** Holds results of tasks that succeeded until it is known what they read. */
class ReadsCheck {
  readonly #tasks: ReadonlyMap<string, CrateTask>
  readonly #observer: RunObserver
  readonly #checkReads: BatchContext['checkReads']
  #held: CrateTaskResult[] = []
  #notBefore = 0

  constructor(group: CrateGroup, observer: RunObserver, checkReads: BatchContext['checkReads']) {
    this.#tasks = new Map(group.members.map(({ task }) => [task.id, task]))
    this.#observer = observer
    this.#checkReads = checkReads
  }

  *add(result: CrateTaskResult): Iterable<CrateTaskResult> {
    if (result.status !== 'success' || this.#checkReads === null) yield result
    else {
      this.#held.push(result)
      if (performance.now() >= this.#notBefore) yield* this.rest()
    }
  }

  *rest(): Iterable<CrateTaskResult> {
    if (this.#held.length === 0) return
    const start = performance.now()
    const { observations } = this.#observer.read()
    const checked = this.#held.map((result) => this.#checked(result, observations))
    this.#held = []
    const now = performance.now()
    this.#notBefore = now + PATIENCE * (now - start)
    yield* checked
  }

  #checked(result: CrateTaskResult, observations: ObservedRun['observations']): CrateTaskResult {
    const task = this.#tasks.get(result.task)
    const fault = task && this.#checkReads?.(task, observations)
    return fault ? { ...result, status: 'failure', output: `${result.output}${fault}\n` } : result
  }
}
