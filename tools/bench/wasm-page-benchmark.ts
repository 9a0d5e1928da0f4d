import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { type AwaitedContestant, awaitedRuns, secondsOf } from './awaited-runs'
import type { BenchContext } from './bench-context'
import { type Difference, differencesOf } from './difference'
import { runCommands } from './run-commands'
import { shownValue } from './shown-value'
import { ViteProcess } from './vite-process'
import { PLUGIN_APP, prepareApp } from './wasm-app'
import { floorCommands, wasmEnvironment } from './wasm-tools'
import { copyWasmWorkspace, REVISION_ID, saveRevision } from './wasm-workspace'

const EDITS = 20
/** Seconds over the floor. */
const BOUND = 0.25

/** From a save to the page that shows it: the Vite plugin and a real browser, against the commands that one would type. */
export async function wasmPageBenchmark({ scratch }: BenchContext, browser: Browser): Promise<Difference[]> {
  const served = copyWasmWorkspace(join(scratch, 'wasm-page'))
  const floor = copyWasmWorkspace(join(scratch, 'wasm-page-floor'))
  await using server = await ViteProcess.start({
    app: prepareApp(served, PLUGIN_APP),
    env: wasmEnvironment(),
  })
  const page = await browser.newPage()
  await page.goto(server.url, { waitUntil: 'commit' })
  await shownValue(page, REVISION_ID, 0)
  const contestants: AwaitedContestant<'plugin' | 'floor'>[] = [
    {
      name: 'plugin',
      run: (round) =>
        secondsOf(async () => {
          saveRevision(served, round + 1)
          await shownValue(page, REVISION_ID, round + 1)
        }),
    },
    {
      name: 'floor',
      run: (round) =>
        secondsOf(async () => {
          saveRevision(floor, round + 1)
          await runCommands(floorCommands(floor))
        }),
    },
  ]
  const times = await awaitedRuns(contestants, EDITS)
  await page.close()
  return differencesOf(
    {
      what: `save → page shows the new value, ${EDITS} edits`,
      against: 'cargo build and wasm-bindgen by hand',
      ours: times.plugin,
      theirs: times.floor,
      bound: BOUND,
    },
    ['least', 'median', '9 of 10', 'most'],
  )
}
