import { dirname, join } from 'node:path'
import { cargoBatch } from '@nx-crane/build'
import { plainTask } from '../../../packages/build/test-kit/plain-task'
import { ObservedRuns, observedTask } from '../../../packages/nx/src/results/observed-runs'
import { type BuiltTask, UNCOVERED } from './built-task'

/** Makes tasks as the plugin's executors do, in the environment of this process, so that what they read is known to the next keys. */
async function main([root = '', json = '[]']: readonly string[]): Promise<void> {
  const tasks = (JSON.parse(json) as BuiltTask[]).map(({ crate, manifest, workspace, kind }) =>
    plainTask(root, {
      ...{ id: `${manifest} ${kind}`, kind, crate, manifest, workspace },
      outputDir: join(dirname(manifest), 'node_modules/.cache/outputs', kind),
    }),
  )
  const observed = new ObservedRuns(root, tasks.map(observedTask))
  const { checkReads, ...listeners } = observed.listeners
  const checked: typeof checkReads = (task, reads) => {
    const fault = checkReads(task, reads)
    if (fault !== null) process.exitCode = UNCOVERED
    return fault
  }
  for await (const result of cargoBatch(tasks, { ...listeners, checkReads: checked })) {
    if (result.status === 'success') observed.succeeded(result.task)
    else console.error(`${result.task}: ${result.output}`)
  }
  observed.record()
}

void main(process.argv.slice(2))
