import type { ExecutorContext } from '@nx/devkit'
import { cargoBatch } from '@nx-crane/cargo/cli'
import { type CargoOptions, toCrateTask } from '../cargo/crate-task-options'
import { Interruption } from '../cargo/interruption'

/** Builds, tests, lints, checks the format of or documents one crate: a batch of one. */
export default async function cargoExecutor(
  options: CargoOptions,
  context: ExecutorContext,
): Promise<{ success: boolean }> {
  using interruption = new Interruption()
  let success = false
  try {
    const task = toCrateTask('task', options, { root: context.root, dependencies: [] })
    for await (const result of cargoBatch([task], {
      signal: interruption.signal,
      onOutput: (line) => process.stderr.write(`${line}\n`),
    })) {
      process.stdout.write(result.output)
      success = result.status === 'success'
    }
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  }
  return { success }
}
