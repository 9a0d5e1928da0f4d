import type { ExecutorContext, TaskGraph } from '@nx/devkit'
import { type CrateTask, type CrateTaskResult, cargoBatch } from '@nx-crane/build'
import { messageOf } from '@nx-crane/files'
import type { BatchResult } from '../batch-result'
import { type CargoOptions, toCrateTask } from '../cargo/crate-task-options'
import { Interruption } from '../cargo/interruption'
import { loadsEnvFiles } from '../dotenv/env-targets'
import { TaskEnvironment } from '../dotenv/task-environment'
import { printPendingNotices } from '../infer/notice-report'
import { mergeIterables } from '../merge-iterables'
import { nixBatch } from '../nix/nix-batch'
import { type NixTask, whoBuilds } from '../nix/nix-task'
import { ObservedRuns, observedTask } from '../results/observed-runs'
import { requireKeyTask } from '../results/require-key-task'
import { dependenciesOf } from '../results/result-key'
import { TaskResults } from '../results/task-results'
import { say } from '../say'
import { madeTask, recordMade } from '../why/record-run'
import { RepeatedFaults } from './repeated-faults'

interface CargoTask {
  readonly task: CrateTask
  readonly options: CargoOptions
}

/**
 * Serves the cargo tasks of one run by as few invocations of cargo, and of Nix, as possible; each task has its own result. What
 * Nix builds and what cargo does is made at once.
 */
export default async function* cargoBatchExecutor(
  taskGraph: TaskGraph,
  inputs: Readonly<Record<string, CargoOptions>>,
  _overrides: unknown,
  context: ExecutorContext,
): AsyncGenerator<BatchResult, void> {
  printPendingNotices(context.root)
  using interruption = new Interruption()
  const print = (line: string) => process.stderr.write(`${line}\n`)
  using results = new TaskResults(context, say)
  const open = new Set(Object.keys(taskGraph.tasks))
  const nixTasks: NixTask[] = []
  const cargoTasks = new Map<string, CargoTask>()
  const notices = new Set<string>()
  const faults = new RepeatedFaults()
  const environments = new TaskEnvironment(context.root, process.env)
  for (const id of open) {
    try {
      const options = inputs[id]
      if (!options) throw new Error(`Nx gave no options for ${id}`)
      requireKeyTask(context, { id, options })
      const task = toCrateTask(id, options, {
        root: context.root,
        dependencies: dependenciesOf(taskGraph, id),
        environment: environmentOf(context, id, environments),
      })
      const who = whoBuilds(context, { ...task, options })
      if (who.builder === 'nix') nixTasks.push(who.task)
      else cargoTasks.set(id, { task, options })
      if (who.builder === 'cargo' && who.notice !== null) notices.add(who.notice)
    } catch (error) {
      open.delete(id)
      yield failure(id, error, faults)
    }
  }
  for (const notice of notices) say(notice)
  let cause: unknown = new Error('cargo exited without reporting a result for this task')
  try {
    const { signal } = interruption
    const made = mergeIterables(
      nixBatch(nixTasks, { root: context.root, env: process.env, signal, print: say }),
      runCargo(cargoTasks, { results, root: context.root, signal, print }),
    )
    for await (const result of made) {
      open.delete(result.task)
      yield toBatchResult(sharing(result, faults))
    }
  } catch (error) {
    cause = error
  }
  for (const id of open) yield failure(id, cause, faults)
  for (const line of faults.lines()) say(line)
}

/** Nx has not loaded the `.env` files of projects for a batch. */
function environmentOf(
  context: ExecutorContext,
  id: string,
  environments: TaskEnvironment,
): Readonly<Record<string, string>> {
  const target = context.taskGraph?.tasks[id]?.target
  const projectRoot = target && context.projectsConfigurations.projects[target.project]?.root
  if (target === undefined || projectRoot === undefined || !loadsEnvFiles(process.env)) return {}
  return environments.changes({ projectRoot, target: target.target, configuration: target.configuration })
}

interface CargoRun {
  readonly results: TaskResults
  readonly root: string
  readonly signal: AbortSignal
  readonly print: (line: string) => void
}

/** Restores what an earlier run has kept, and has cargo make the rest. */
async function* runCargo(
  tasks: ReadonlyMap<string, CargoTask>,
  { results, root, signal, print }: CargoRun,
): AsyncGenerator<CrateTaskResult, void> {
  const rest: CrateTask[] = []
  for (const { task, options } of tasks.values()) {
    const startTime = Date.now()
    const log = await results.restore({ ...task, options })
    if (log === null) rest.push(task)
    else yield { task: task.id, status: 'success', output: log, startTime, endTime: Date.now() }
  }
  const observed = new ObservedRuns(root, rest.map(observedTask))
  recordMade(root, rest.map(madeTask))
  for await (const result of cargoBatch(rest, { signal, onOutput: print, ...observed.listeners })) {
    const made = result.status === 'success' ? tasks.get(result.task) : undefined
    if (made) {
      results.keep({ ...made.task, options: made.options }, result.output)
      observed.succeeded(result.task)
    }
    yield result
  }
  observed.record()
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

/** What cargo or Nix says of all tasks alike, such as that it is not there, only the first of them has in full. */
function sharing(result: CrateTaskResult, faults: RepeatedFaults): CrateTaskResult {
  if (result.status !== 'failure') return result
  return { ...result, output: faults.outputOf(result.task, result.output) }
}

function failure(task: string, cause: unknown, faults: RepeatedFaults): BatchResult {
  const now = Date.now()
  const output = faults.outputOf(task, `${messageOf(cause)}\n`)
  return toBatchResult({ task, status: 'failure', output, startTime: now, endTime: now })
}
