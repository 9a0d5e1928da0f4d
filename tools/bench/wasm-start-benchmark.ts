import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { type AwaitedContestant, awaitedRuns } from './awaited-runs'
import type { BenchContext } from './bench-context'
import { type Difference, differencesOf } from './difference'
import { runCommands } from './run-commands'
import { shownValue } from './shown-value'
import { ViteProcess } from './vite-process'
import { PLAIN_APP, PLUGIN_APP, prepareApp } from './wasm-app'
import { floorCommands, wasmEnvironment } from './wasm-tools'
import { copyWasmWorkspace, REVISION_ID } from './wasm-workspace'

/** Seconds over plain Vite. */
const BOUND = 0.2

/** Seconds since the command `vite` was entered. */
interface Start {
  /** Its address has answered. */
  readonly answers: number
  /** The page shows what the wasm crate returns. */
  readonly shows: number
}

/** The start of a dev server when everything is built: with the Vite plugin, and without it on the same package built by hand. */
export async function wasmStartBenchmark(
  { scratch, runs }: BenchContext,
  browser: Browser,
): Promise<Difference[]> {
  const [served, plain] = ['wasm-start', 'wasm-start-plain'].map((name) =>
    copyWasmWorkspace(join(scratch, name)),
  ) as [string, string]
  await runCommands(floorCommands(plain))
  // The first starts are not counted: they build, and fill Vite's cache.
  const starts = await awaitedRuns(
    [
      contestant('plugin', prepareApp(served, PLUGIN_APP), browser),
      contestant('plain', prepareApp(plain, PLAIN_APP), browser),
    ],
    runs,
  )
  const compare = (what: string, timeOf: (start: Start) => number) =>
    differencesOf(
      {
        ...{ what, against: 'plain Vite and a package that is built' },
        ...{ ours: starts.plugin.map(timeOf), theirs: starts.plain.map(timeOf), bound: BOUND },
      },
      ['median'],
    )
  return [
    ...compare('dev server start → its address answers', ({ answers }) => answers),
    ...compare('dev server start → page shows the value', ({ shows }) => shows),
  ]
}

function contestant<Name extends string>(
  name: Name,
  app: string,
  browser: Browser,
): AwaitedContestant<Name, Start> {
  return {
    name,
    run: async () => {
      const page = await browser.newPage()
      const started = performance.now()
      const seconds = () => (performance.now() - started) / 1000
      await using server = await ViteProcess.start({ app, env: wasmEnvironment() })
      const answers = seconds()
      await page.goto(server.url, { waitUntil: 'commit' })
      await shownValue(page, REVISION_ID, 0)
      const shows = seconds()
      await page.close()
      return { answers, shows }
    },
  }
}
