import { DevSession } from '../dev-session'
import { CRATE } from '../fixture-workspace'
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
    // Each was made by a package of its own. Whoever shared a memory with another would read what the other wrote.
    const used = await session.value<number[]>(
      'held.flatMap((counter, index) => { for (let i = 0; i < index; i++) counter.next(); return [] }), held.map((counter) => counter.value())',
    )
    checks.equal(
      'objects of every earlier package still read and write their own memory',
      used,
      Array.from({ length: EDITS + 1 }, (_, index) => 43 + index),
    )
    checks.equal('nothing was thrown', session.faults, [])

    const before = session.log.length
    workspace.edit(CRATE, /$/, '// the same bytes\n')
    await session.logged(/counter: built in/, before)
    await session.shows('revision', EDITS)
    checks.equal('a comment at the end of a file replaces nothing', await counts(session), [1, EDITS])

    workspace.setRevision(100)
    await new Promise((done) => setTimeout(done, 60))
    workspace.setRevision(101)
    await new Promise((done) => setTimeout(done, 60))
    workspace.setRevision(102)
    await session.shows('revision', 102)
    checks.equal(
      'of edits in quick succession only the last is built',
      await counts(session),
      [1, EDITS + 1],
      session.log.slice(before).join('\n'),
    )
    workspace.edit(CRATE, '// the same bytes\n', '')
    workspace.setRevision(0)
    await session.shows('revision', 0)
  },
}

/** How often the page was loaded, and how often it was given another package. */
function counts(session: DevSession): Promise<number[]> {
  return session.value('[loads, replacements]')
}
