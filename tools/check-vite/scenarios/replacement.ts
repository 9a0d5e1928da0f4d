import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { until } from '../../kit/running-program'
import { DevSession } from '../dev-session'
import { CRATE } from '../fixture-workspace'
import { Gates } from '../gates'
import { moduleReplacingPlugin } from '../module-replacing-plugin'
import type { Scenario } from '../scenario'

const EDITS = 20

/** A page that accepts the package keeps its state through twenty edits, and its objects keep their memory. */
export const replacement: Scenario = {
  name: 'edits of the wasm crate',
  async run({ checks, workspace, ...context }) {
    await using session = await DevSession.start({ ...context, workspace, app: 'app' })
    await session.open()
    await session.shows('revision', 0, 300)
    await session.page.click('#next')

    const times: number[] = []
    for (let revision = 1; revision <= EDITS; revision += 1) {
      const started = performance.now()
      workspace.setRevision(revision)
      await session.shows('revision', revision)
      times.push(performance.now() - started)
    }
    const sorted = [...times].sort((a, b) => a - b)
    console.log(
      `  save → page, ${EDITS} edits: ${[0, 0.5, 0.9, 1].map((part) => `${Math.round(sorted[Math.floor(part * (EDITS - 1))] ?? 0)} ms`).join(' / ')} (least, median, 9 of 10, most)`,
    )
    checks.equal('each of twenty edits is seen, and the page is not loaded again', await counts(session), [
      1,
      EDITS,
    ])
    checks.equal('the state is carried over', await session.value('document.all.count.textContent'), '43')
    const packages = workspace.path('target/wasm-dev/nx-crane/packages/counter')
    const differing = (file: string) =>
      new Set(readdirSync(packages).map((dir) => readFileSync(join(packages, dir, file), 'latin1'))).size
    checks.equal(
      'the edits have changed the module alone, and left the glue what it was',
      [differing('counter_bg.js'), differing('counter.js'), differing('counter_bg.wasm')],
      [1, 1, readdirSync(packages).length],
    )
    checks.equal(
      'objects of every earlier package still read and write their own memory',
      await countWithHeld(session),
      asCounted(EDITS + 1),
    )
    checks.equal('nothing was thrown', session.faults, [])

    const before = session.log.length
    workspace.edit(CRATE, /$/, '// the same bytes\n')
    await session.logged(/counter: built in/, before)
    await session.shows('revision', EDITS)
    checks.equal('a comment at the end of a file replaces nothing', await counts(session), [1, EDITS])

    {
      const gates = await Gates.in(workspace)
      using _inTheWay = gates.inThisProcess()
      gates.close('cargo compiles')
      for (const revision of [100, 101]) {
        workspace.setRevision(revision)
        await gates.reached('cargo compiles')
      }
      workspace.setRevision(102)
      await gates.reached('cargo compiles')
      gates.open('cargo compiles')
      await session.shows('revision', 102)
    }
    checks.equal(
      'an edit cancels the build of the one before, and only the last is shown',
      await counts(session),
      [1, EDITS + 1],
      session.log.slice(before).join('\n'),
    )
    workspace.remove('machine')
    workspace.edit(CRATE, '// the same bytes\n', '')
    workspace.setRevision(0)
    await session.shows('revision', 0)
  },
}

/** How often the page was loaded, and how often it was given another package. */
function counts(session: DevSession): Promise<number[]> {
  return session.value('[loads, replacements]')
}

/** The check of held objects can fail: it does where one glue serves one module after the other. */
export const moduleReplacement: Scenario = {
  name: 'edits where only the module is replaced',
  async run({ checks, workspace, ...context }) {
    const plugins = [moduleReplacingPlugin(workspace)]
    await using session = await DevSession.start({ ...context, workspace, app: 'app', plugins })
    await session.open()
    await session.shows('revision', 0, 300)
    await session.page.click('#next')
    checks.equal('before an edit an object reads right', await countWithHeld(session), asCounted(1))
    workspace.setRevision(1)
    // What the page does when it accepts the package may fail already.
    await until(
      async () => (await counts(session))[1] === 1 || session.faults.length > 0,
      'the module is replaced',
    )
    const { length } = await session.value<unknown[]>('held.map(() => null)')
    const counted = await countWithHeld(session).catch((error: Error) => error.message)
    checks.true(
      'after one of the module alone the same check fails',
      !isDeepStrictEqual(counted, asCounted(length)),
      JSON.stringify(counted),
    )
    checks.equal('in the page that was there', await session.value('loads'), 1)
    workspace.setRevision(0)
  },
}

/** What each object that the page holds says after it has counted once more for each package before its own. */
function countWithHeld(session: DevSession): Promise<number[]> {
  return session.value(
    'held.flatMap((counter, index) => { for (let i = 0; i < index; i++) counter.next(); return [] }), held.map((counter) => counter.value())',
  )
}

/** Each was made by a package of its own. Whoever shared a memory with another would read what the other wrote. */
function asCounted(packages: number): number[] {
  return Array.from({ length: packages }, (_, index) => 43 + index)
}
