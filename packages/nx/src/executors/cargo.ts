import type { ExecutorContext } from '@nx/devkit'
import { cargoBatch } from '@nx-crane/build'
import { messageOf } from '@nx-crane/files'
import { type CargoOptions, toCrateTask } from '../cargo/crate-task-options'
import { Interruption } from '../cargo/interruption'
import { nixRun } from '../nix/nix-run'
import { whoBuilds } from '../nix/nix-task'
import { ObservedRuns, observedTask } from '../results/observed-runs'
import { requireKeyTask } from '../results/require-key-task'
import { taskId } from '../results/task-id'
import { TaskResults } from '../results/task-results'
import { say } from '../say'
import { madeTask, recordMade } from '../why/record-run'

/** Builds, tests, lints, checks the format of or documents one crate: a batch of one. */
export default async function cargoExecutor(
  options: CargoOptions,
  context: ExecutorContext,
): Promise<{ success: boolean }> {
  using interruption = new Interruption()
  const print = (line: string) => process.stderr.write(`${line}\n`)
  using results = new TaskResults(context, say)
  let success = false
  try {
    const task = toCrateTask(taskId(context), options, { root: context.root, dependencies: [] })
    requireKeyTask(context, { id: task.id, options })
    const who = whoBuilds(context, { ...task, options })
    if (who.builder === 'nix') {
      return { success: await nixRun(who.task, context, { signal: interruption.signal, print: say }) }
    }
    if (who.notice !== null) say(who.notice)
    const log = await results.restore({ ...task, options })
    if (log !== null) {
      process.stdout.write(log)
      return { success: true }
    }
    const observed = new ObservedRuns(context.root, [observedTask(task)])
    recordMade(context.root, [madeTask(task)])
    const { signal } = interruption
    for await (const result of cargoBatch([task], { signal, onOutput: print, ...observed.listeners })) {
      process.stdout.write(result.output)
      success = result.status === 'success'
      if (!success) continue
      results.keep({ ...task, options }, result.output)
      observed.succeeded(task.id)
    }
    observed.record()
  } catch (error) {
    say(messageOf(error))
  }
  return { success }
}
