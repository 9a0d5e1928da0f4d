import type { ExecutorContext } from '@nx/devkit'
import { type KeyOptions, runKeyTasks } from '../keys/crate-key-task'
import { keyedManifests } from '../keys/keyed-manifests'

/** Computes the keys of one crate: a batch of one. */
export default async function keyExecutor(
  options: KeyOptions,
  context: ExecutorContext,
): Promise<{ success: boolean }> {
  const results = runKeyTasks(context.root, { [options.crate]: options }, keyedManifests(context))
  for (const { output } of results) process.stdout.write(output)
  return { success: results.every((result) => result.success) }
}
