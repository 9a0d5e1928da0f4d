import type { ExecutorContext } from '@nx/devkit'
import { visibleText } from '@nx-crane/files'
import { Interruption } from '../cargo/interruption'
import { loadedEnvTargets } from '../dotenv/env-targets'
import { runKeyTasks } from '../keys/crate-key-task'
import type { KeyOptions } from '../keys/key-options'
import { keyedManifests } from '../keys/keyed-manifests'
import { say } from '../say'

/** Computes the keys of one crate: a batch of one. */
export default async function keyExecutor(
  options: KeyOptions,
  context: ExecutorContext,
): Promise<{ success: boolean }> {
  using interruption = new Interruption()
  const results = await runKeyTasks(
    context.root,
    { [options.crate]: options },
    {
      manifests: keyedManifests(context),
      envTargets: loadedEnvTargets(context, process.env),
      signal: interruption.signal,
      print: say,
    },
  )
  for (const { output } of results) process.stdout.write(visibleText(output))
  return { success: results.every((result) => result.success) }
}
