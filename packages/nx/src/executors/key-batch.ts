import type { ExecutorContext, TaskGraph } from '@nx/devkit'
import { visibleText } from '@nx-crane/files'
import type { BatchResult } from '../batch-result'
import { Interruption } from '../cargo/interruption'
import { loadedEnvTargets } from '../dotenv/env-targets'
import { printPendingNotices } from '../infer/notice-report'
import { runKeyTasks } from '../keys/crate-key-task'
import type { KeyOptions } from '../keys/key-options'
import { keyedManifests } from '../keys/keyed-manifests'
import { say } from '../say'
import { RepeatedFaults } from './repeated-faults'

/** Computes the keys of all crates of one run at once: what they have in common is read once. */
export default async function* keyBatchExecutor(
  taskGraph: TaskGraph,
  inputs: Readonly<Record<string, KeyOptions>>,
  _overrides: unknown,
  context: ExecutorContext,
): AsyncGenerator<BatchResult, void> {
  printPendingNotices(context.root)
  const startTime = Date.now()
  const open = new Set(Object.keys(taskGraph.tasks))
  using interruption = new Interruption()
  const results = await runKeyTasks(context.root, inputs, {
    manifests: keyedManifests(context),
    envTargets: loadedEnvTargets(context, process.env),
    signal: interruption.signal,
    print: say,
  })
  const endTime = Date.now()
  const faults = new RepeatedFaults()
  for (const { task, success, output, fault } of results) {
    if (!open.delete(task)) continue
    const text = fault === undefined ? output : faults.outputOf(task, fault, output)
    yield { task, result: { success, terminalOutput: visibleText(text), startTime, endTime } }
  }
  for (const line of faults.lines()) say(line)
  for (const task of open) {
    const terminalOutput = `Nx gave no options for ${task}\n`
    yield { task, result: { success: false, terminalOutput, startTime, endTime } }
  }
}
