import { type SpawnSyncReturns, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { readObserverSource } from '@nx-crane/build'
import { readNixLibrary } from '@nx-crane/crane'
import { buildSync } from 'esbuild'
import { afterAll } from 'vitest'

/** Below the repository, where the command finds Nx as it does from its sources. */
const PLACE = resolve(__dirname, '../../../node_modules/.cache')

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
  directory ??= bundledCommand()
  return spawnSync(process.execPath, [join(directory, 'bin.cjs'), ...args], { cwd, env, encoding: 'utf8' })
}

function bundledCommand(): string {
  mkdirSync(PLACE, { recursive: true })
  const place = mkdtempSync(join(PLACE, 'nx-crane-command-'))
  buildSync({
    entryPoints: [resolve(__dirname, '../src/bin.ts')],
    outfile: join(place, 'bin.cjs'),
    bundle: true,
    platform: 'node',
    target: 'node20',
    mainFields: ['module', 'main'],
    external: ['nx', '@nx/*'],
    define: {
      NX_CRANE_NIX_LIBRARY: JSON.stringify(Object.fromEntries(readNixLibrary())),
      NX_CRANE_OBSERVER: JSON.stringify(Object.fromEntries(readObserverSource())),
    },
  })
  return place
}
