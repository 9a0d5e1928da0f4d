import { existsSync, readFileSync, watch } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import nxCrane from '@nx-crane/vite'
import { type AwaitedContestant, awaitedRuns, secondsOf } from './awaited-runs'
import type { Command } from './measured-command'
import { runCommands } from './run-commands'
import { saveRevision } from './wasm-workspace'

export interface DiskInput {
  /** Module of Vite. */
  readonly vite: string
  /** A workspace with a dev server. */
  readonly served: string
  /** Workspaces in which commands do the same, by what they are called. */
  readonly byHand: Readonly<Record<string, { readonly root: string; readonly commands: readonly Command[] }>>
  readonly rounds: number
}

/** Seconds from a save to the package on disk, one for each round. */
export type DiskTimes = Readonly<Record<string, readonly number[]>>

/** Saves a file in each of several copies of a workspace in turn, and prints `DiskTimes`. */
async function main(): Promise<void> {
  const input = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as DiskInput
  const { createServer } = (await import(pathToFileURL(input.vite).href)) as typeof import('vite')
  const server = await createServer({
    root: join(input.served, 'app'),
    configFile: false,
    logLevel: 'error',
    server: { middlewareMode: true, ws: false },
    plugins: [nxCrane({ repository: input.served })],
  })
  await server.transformRequest('/src/main.js')
  const facade = [...server.environments.client.moduleGraph.idToModuleMap.values()].find(({ id }) =>
    id?.startsWith('\0nx-crane:'),
  )
  await server.transformRequest(facade?.url ?? '')
  const packages = join(input.served, 'target/wasm-dev/nx-crane/packages/counter')
  const contestants: AwaitedContestant<string>[] = [
    { name: 'plugin', run: (round) => serve(packages, input.served, round + 1) },
    ...Object.entries(input.byHand).map(([name, { root, commands }]) => ({
      name,
      run: (round: number) =>
        secondsOf(async () => {
          saveRevision(root, round + 1)
          await runCommands(commands)
        }),
    })),
  ]
  const times = await awaitedRuns(contestants, input.rounds)
  await server.close()
  console.log(JSON.stringify(times satisfies DiskTimes))
  process.exit(0)
}

async function serve(packages: string, root: string, revision: number): Promise<number> {
  const watcher = watch(packages)
  const appeared = new Promise<void>((done) => {
    watcher.on('change', (_, name) => {
      if (existsSync(join(packages, String(name), 'counter_bg.wasm'))) done()
    })
  })
  const seconds = await secondsOf(() => {
    saveRevision(root, revision)
    return appeared
  })
  watcher.close()
  return seconds
}

main().catch((error: unknown) => {
  console.error(error)
  process.exit(1)
})
