import type { Checks } from '../../kit/checks'
import { Random } from '../../kit/random'
import { EDITS } from '../daemon-edits'
import { DaemonWorkspace } from '../daemon-workspace'
import type { Piece } from '../piece'

export const daemon: Piece = {
  name: 'daemon',
  title:
    'edits, branches and removals under the daemon of Nx, compared with a process that remembers nothing',
  onlyLong: true,
  async run(checks, surroundings) {
    const { options } = surroundings
    using place = await DaemonWorkspace.create(surroundings)
    const random = new Random(options.seed * 5000)
    const until = Date.now() + options.minutes * 60_000
    const counts = { edits: 0, stale: 0, runs: 0 }
    await place.difference()
    const atStart = place.memory()
    while (Date.now() < until && (options.count === null || counts.edits < options.count)) {
      const edit = random.pick(EDITS)
      const what = await edit?.(place, random)
      if (what === undefined || what === null) continue
      counts.edits += 1
      await place.settle()
      const difference = await place.difference()
      if (difference !== null) {
        counts.stale += 1
        checks.fail(`edit ${counts.edits}, ${what}`, difference)
      }
      if (options.verbose) console.log(`  ${counts.edits} ${what}: ${difference ?? 'the same'}`)
      if (counts.edits % 8 === 0) counts.runs += await checkRun(place, checks, counts.edits)
    }
    checks.true(
      `${counts.edits} edits in ${options.minutes} minutes, ${counts.runs} runs: ${counts.stale} stale answers`,
      counts.edits > 0 && counts.stale === 0,
    )
    console.log(`  memory at the start: ${atStart}\n  memory at the end:   ${place.memory()}`)
  },
}

/** Builds what the page of a user would be, under the daemon, and starts it. */
async function checkRun(place: DaemonWorkspace, checks: Checks, edits: number): Promise<number> {
  const [said, expected, output] = await place.runTool()
  if (said !== expected)
    checks.fail(`the program after edit ${edits} says ${expected}`, `it says ${said}\n${output}`)
  return 1
}
