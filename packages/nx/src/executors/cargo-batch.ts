import type { ExecutorContext, TaskGraph } from '@nx/devkit'
import { type CrateTask, type CrateTaskResult, cargoBatch } from '@nx-crane/cargo/cli'
import type { BatchResult } from '../batch-result'
import { type CargoOptions, toCrateTask } from '../cargo/crate-task-options'
import { Interruption } from '../cargo/interruption'
import { dependenciesOf } from '../results/result-key'
import { TaskResults } from '../results/task-results'
import { printRunNotices } from '../run-notices'

/** Serves the cargo tasks of one run by as few invocations of cargo as possible; each task has its own result. */
export default async function* cargoBatchExecutor(
  taskGraph: TaskGraph,
  inputs: Readonly<Record<string, CargoOptions>>,
  _overrides: unknown,
  context: ExecutorContext,
): AsyncGenerator<BatchResult, void> {
  printRunNotices(context)
  using interruption = new Interruption()
  const print = (line: string) => process.stderr.write(`${line}\n`)
  using results = new TaskResults(context, print)
  const open = new Set(Object.keys(taskGraph.tasks))
  const tasks = new Map<string, { task: CrateTask; options: CargoOptions }>()
  for (const id of open) {
    try {
      const options = inputs[id]
      if (!options) throw new Error(`Nx gave no options for ${id}`)
      const task = toCrateTask(id, options, {
        root: context.root,
        dependencies: dependenciesOf(taskGraph, id),
      })
      const startTime = Date.now()
      const log = await results.restore({ ...task, options })
      if (log === null) {
        tasks.set(id, { task, options })
        continue
      }
      open.delete(id)
      yield toBatchResult({ task: id, status: 'success', output: log, startTime, endTime: Date.now() })
    } catch (error) {
      open.delete(id)
      yield failure(id, error)
    }
  }
  let cause: unknown = new Error('cargo ended without saying what became of this task')
  try {
    const crateTasks = [...tasks.values()].map(({ task }) => task)
    for await (const result of cargoBatch(crateTasks, { signal: interruption.signal, onOutput: print })) {
      open.delete(result.task)
      const made = result.status === 'success' ? tasks.get(result.task) : undefined
      if (made) results.keep({ ...made.task, options: made.options }, result.output)
      yield toBatchResult(result)
    }
  } catch (error) {
    cause = error
  }
  for (const id of open) yield failure(id, cause)
}

/**
 * A skipped task is a failed one here: Nx takes a batch in which a task was skipped for one that was interrupted, and
 * exits with 130 (23.3.1).
 */
function toBatchResult({ task, status, output, startTime, endTime }: CrateTaskResult): BatchResult {
  return {
    task,
    result: { success: status === 'success', terminalOutput: output, startTime, endTime },
  }
}

function failure(task: string, cause: unknown): BatchResult {
  const now = Date.now()
  const output = `${cause instanceof Error ? cause.message : String(cause)}\n`
  return toBatchResult({ task, status: 'failure', output, startTime: now, endTime: now })
}
