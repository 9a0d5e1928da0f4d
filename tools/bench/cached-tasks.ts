import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The tasks of one target in a run of Nx. */
export interface CachedTasks {
  readonly fromCache: number
  /** Ids of those that ran, sorted. */
  readonly run: readonly string[]
}

interface RunFile {
  readonly tasks: readonly {
    readonly taskId: string
    readonly target: string
    readonly cacheStatus: string
  }[]
}

/** What the last run of Nx with this cache directory says of the tasks of `target`. */
export function readCachedTasks(cacheDirectory: string, target: string): CachedTasks {
  const text = readFileSync(join(cacheDirectory, 'run.json'), 'utf8')
  return parseCachedTasks(JSON.parse(text) as RunFile, target)
}

export function parseCachedTasks({ tasks }: RunFile, target: string): CachedTasks {
  const own = tasks.filter((task) => task.target === target)
  const run = own.filter(({ cacheStatus }) => cacheStatus !== 'local-cache-hit').map(({ taskId }) => taskId)
  return { fromCache: own.length - run.length, run: run.sort() }
}
