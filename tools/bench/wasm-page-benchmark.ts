import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { type AwaitedContestant, awaitedRuns, secondsOf } from './awaited-runs'
import type { BenchContext } from './bench-context'
import { differencesOf } from './difference'
import { EditedPage } from './edited-page'
import type { Row, Skipped } from './row'
import { runCommands } from './run-commands'
import { PLUGIN_APP, prepareApp } from './wasm-app'
import { WASM_PEERS, type WasmPeer } from './wasm-peers'
import { floorCommands } from './wasm-tools'
import { copyWasmWorkspace, saveRevision } from './wasm-workspace'

const EDITS = 20
/** Seconds over the floor. */
const BOUND = 0.25
const WHAT = `save → page shows the new value, ${EDITS} edits`

/**
 * From a save to the page that shows it: the Vite plugin and a real browser, against the commands that one would type,
 * which show nothing yet, and against other tools where they run.
 */
export async function wasmPageBenchmark(context: BenchContext, browser: Browser): Promise<Row[]> {
  const served = copyWasmWorkspace(join(context.scratch, 'wasm-page'))
  const floor = copyWasmWorkspace(join(context.scratch, 'wasm-page-floor'))
  await using page = await EditedPage.open({ root: served, app: prepareApp(served, PLUGIN_APP), browser })
  const { opened, skipped } = await openPeers(context, browser)
  try {
    const contestant = (name: string, edited: Pick<EditedPage, 'edit'>) => ({
      name,
      run: (round: number) => edited.edit(round + 1),
    })
    const contestants: AwaitedContestant<string>[] = [
      contestant('plugin', page),
      contestant('floor', {
        edit: (revision) =>
          secondsOf(async () => {
            saveRevision(floor, revision)
            await runCommands(floorCommands(floor))
          }),
      }),
      ...[...opened].map(([{ name }, peer]) => contestant(name, peer)),
    ]
    const times = await awaitedRuns(contestants, EDITS)
    const against = (name: string) => ({ what: WHAT, ours: times.plugin ?? [], theirs: times[name] ?? [] })
    return [
      ...differencesOf(
        { ...against('floor'), against: 'cargo build and wasm-bindgen by hand', bound: BOUND },
        ['least', 'median', '9 of 10', 'most'],
      ),
      ...[...opened.keys()].flatMap(({ name }) =>
        differencesOf({ ...against(name), against: name, bound: null }, ['median']),
      ),
      ...skipped,
    ]
  } finally {
    for (const peer of opened.values()) await peer[Symbol.asyncDispose]()
  }
}

type OpenedPeer = Awaited<ReturnType<WasmPeer['open']>>

async function openPeers(context: BenchContext, browser: Browser) {
  const opened = new Map<WasmPeer, OpenedPeer>()
  const skipped: Skipped[] = []
  for (const peer of WASM_PEERS) {
    try {
      opened.set(peer, await peer.open(context, browser))
    } catch (error) {
      const reason = String(error instanceof Error ? error.message : error).split('\n', 1)[0]
      skipped.push({ what: `${WHAT}, against ${peer.name}`, reason: `it does not run here: ${reason}` })
    }
  }
  return { opened, skipped }
}
