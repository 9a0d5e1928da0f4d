import type { ExecutorContext, TaskGraph } from '@nx/devkit'
import { type CrateTask, type CrateTaskResult, cargoBatch } from '@nx-crane/cargo/cli'
import { type CargoOptions, toCrateTask } from '../cargo/crate-task-options'
import { Interruption } from '../cargo/interruption'
import { printRunNotices } from '../run-notices'

interface BatchResult {
  readonly task: string
  readonly result: {
    readonly success: boolean
    readonly terminalOutput: string
    readonly startTime: number
    readonly endTime: number
  }
}

/** Serves the cargo tasks of one run by as few invocations of cargo as possible; each task has its own result. */
export default async function* cargoBatchExecutor(
  taskGraph: TaskGraph,
  inputs: Readonly<Record<string, CargoOptions>>,
  _overrides: unknown,
  context: ExecutorContext,
): AsyncGenerator<BatchResult, void> {
  printRunNotices(context)
  using interruption = new Interruption()
  const open = new Set(Object.keys(taskGraph.tasks))
  const tasks: CrateTask[] = []
  for (const id of open) {
    try {
      const options = inputs[id]
      if (!options) throw new Error(`Nx gave no options for ${id}`)
      tasks.push(
        toCrateTask(id, options, { root: context.root, dependencies: dependenciesOf(taskGraph, id) }),
      )
    } catch (error) {
      open.delete(id)
      yield failure(id, error)
    }
  }
  let cause: unknown = new Error('cargo ended without saying what became of this task')
  try {
    const results = cargoBatch(tasks, {
      signal: interruption.signal,
      onOutput: (line) => process.stderr.write(`${line}\n`),
    })
    for await (const result of results) {
      open.delete(result.task)
      yield toBatchResult(result)
    }
  } catch (error) {
    cause = error
  }
  for (const id of open) yield failure(id, cause)
}

/** Nx 23 has the ids of tasks here, Nx 24 objects that hold them. */
function dependenciesOf(taskGraph: TaskGraph, id: string): string[] {
  const dependencies: readonly (string | { readonly id: string })[] = taskGraph.dependencies[id] ?? []
  return dependencies.map((dependency) => (typeof dependency === 'string' ? dependency : dependency.id))
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
