import type { Finished } from './run-program'

/** How the tasks of one run ended, by id (`project:target`), key tasks left out: they are not cached and always run. */
export interface RunTasks {
  readonly finished: Finished
  readonly executed: readonly string[]
  readonly hits: readonly string[]
  readonly failed: readonly string[]
}

interface ReportedTask {
  readonly taskId: string
  readonly target: string
  readonly cacheStatus: 'cache-miss' | 'local-cache-hit' | 'remote-cache-hit'
  /** An exit code. */
  readonly status: number
}

/** Reads the `run.json` that Nx writes into its cache directory at the end of a run; absent when no task was run. */
export function readTasks(report: string | undefined, finished: Finished): RunTasks {
  const all = report === undefined ? [] : (JSON.parse(report) as { tasks: ReportedTask[] }).tasks
  const tasks = all.filter((task) => task.target !== 'key' || task.status !== 0)
  const ids = (wanted: (task: ReportedTask) => boolean) =>
    tasks
      .filter(wanted)
      .map((task) => task.taskId)
      .sort()
  return {
    finished,
    executed: ids(({ cacheStatus, status }) => cacheStatus === 'cache-miss' && status === 0),
    hits: ids(({ cacheStatus }) => cacheStatus !== 'cache-miss'),
    failed: ids(({ cacheStatus, status }) => cacheStatus === 'cache-miss' && status !== 0),
  }
}
