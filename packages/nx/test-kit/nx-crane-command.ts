import { type SpawnSyncReturns, spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { bundleCommand } from './bundle-command'

let directory: string | undefined
afterAll(() => {
  if (directory !== undefined) rmSync(directory, { recursive: true, force: true })
  directory = undefined
})

/** Runs `nx-crane`: its sources, bundled once, since a transpiler in each process takes longer than the command. */
export function runNxCrane(
  args: readonly string[],
  {
    cwd = process.cwd(),
    env = process.env,
  }: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv } = {},
): SpawnSyncReturns<string> {
  directory ??= bundleCommand()
  return spawnSync(process.execPath, [join(directory, 'bin.cjs'), ...args], { cwd, env, encoding: 'utf8' })
}
