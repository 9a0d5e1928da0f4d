import type { ExecutorContext } from '@nx/devkit'
import { nixBatch } from './nix-batch'
import type { NixTask } from './nix-task'

/** Has Nix build one task, a batch of one, and prints what it printed. Whether it succeeded. */
export async function nixRun(
  task: NixTask,
  context: ExecutorContext,
  { signal, print }: { signal: AbortSignal; print: (line: string) => void },
): Promise<boolean> {
  let success = false
  for await (const result of nixBatch([task], { root: context.root, env: process.env, signal, print })) {
    process.stdout.write(result.output)
    success = result.status === 'success'
  }
  return success
}
