import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, watch, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import nxCrane from '@nx-crane/vite'
import type { Command } from './measured-command'

export interface WasmInput {
  /** Module of Vite. */
  readonly vite: string
  /** A workspace with a dev server. */
  readonly served: string
  /** Workspaces in which commands do the same, by what they are called. */
  readonly byHand: Readonly<Record<string, { readonly root: string; readonly commands: readonly Command[] }>>
  readonly rounds: number
}

/** Seconds from a save to the package on disk, one for each round. */
export type WasmTimes = Readonly<Record<string, readonly number[]>>

/** The source that is edited. */
const SOURCE = 'crates/counter/src/lib.rs'

/** Saves a file in each of several copies of a workspace in turn, every other round in reverse, and prints `WasmTimes`. */
async function main(): Promise<void> {
  const input = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as WasmInput
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
  const contestants: [string, (revision: number) => Promise<number>][] = [
    ['plugin', (revision) => serve(packages, input.served, revision)],
    ...Object.entries(input.byHand).map(
      ([name, { root, commands }]): [string, (revision: number) => Promise<number>] => [
        name,
        (revision) => runAll(commands, root, revision),
      ],
    ),
  ]
  // The first two of each are not counted: something is compiled for the first time in them.
  const times = Object.fromEntries(contestants.map(([name]) => [name, [] as number[]]))
  for (let round = -2; round < input.rounds; round += 1) {
    for (const [name, run] of round % 2 === 0 ? contestants : [...contestants].reverse()) {
      const seconds = await run(round + 3)
      if (round >= 0) times[name]?.push(seconds)
      await new Promise((done) => setTimeout(done, 200)) // what it leaves running is not the next one's
    }
  }
  await server.close()
  console.log(JSON.stringify(times satisfies WasmTimes))
  process.exit(0)
}

async function serve(packages: string, root: string, revision: number): Promise<number> {
  const watcher = watch(packages)
  const appeared = new Promise<void>((done) => {
    watcher.on('change', (_, name) => {
      if (existsSync(join(packages, String(name), 'counter_bg.wasm'))) done()
    })
  })
  const started = performance.now()
  save(root, revision)
  await appeared
  watcher.close()
  return (performance.now() - started) / 1000
}

async function runAll(commands: readonly Command[], root: string, revision: number): Promise<number> {
  const started = performance.now()
  save(root, revision)
  for (const { program, args, cwd, env } of commands) {
    const child: ChildProcess = spawn(program, args, { cwd, env, stdio: ['ignore', 'ignore', 'pipe'] })
    let said = ''
    child.stderr?.setEncoding('utf8').on('data', (text) => {
      said += text
    })
    const [code] = await once(child, 'close')
    if (code !== 0) throw new Error(`${program} ${args.join(' ')}: ${said}`)
  }
  return (performance.now() - started) / 1000
}

function save(root: string, revision: number): void {
  const file = join(root, SOURCE)
  const text = readFileSync(file, 'utf8')
  writeFileSync(file, text.replace(/(fn revision\(\) -> u32 \{\s+)\d+/, `$1${revision}`))
}

main().catch((error: unknown) => {
  console.error(error)
  process.exit(1)
})
