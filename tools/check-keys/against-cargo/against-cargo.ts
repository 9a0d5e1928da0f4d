import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { messageOf } from '@nx-crane/files'
import { Random } from '../../kit/random'
import type { CargoCase } from './cargo-case'
import { type CaseOutcome, type CaseResult, isAccepted, printCases } from './case-report'
import { SUBJECTS } from './cases'
import { KNOWN_VERDICTS } from './known-verdicts'
import { observedBuild } from './observed-build'
import { type FirstBuild, play } from './play'
import { inScratchDirectory } from './scratch-directory'
import { ScratchWorkspace } from './scratch-workspace'

/** How many cases are played at once. */
const AT_ONCE = 2

export interface ChosenCases {
  /** Names of subjects, or parts of names of cases; all when empty. */
  readonly only: readonly string[]
  /** So many of those, another choice for each seed; 0 for all. */
  readonly count: number
  readonly seed: number
}

/** Plays cases and prints how keys compare with what cargo does. Whether nothing was stale and next to nothing needless. */
export async function checkAgainstCargo(choice: ChosenCases): Promise<boolean> {
  const chosen = chosenCases(choice)
  const start = performance.now()
  const results = await inScratchDirectory(async (scratch) => {
    const played: CaseResult[] = []
    const firstBuild = observedBuild(scratch)
    const queue = [...chosen.entries()]
    const player = async () => {
      for (let next = queue.shift(); next; next = queue.shift()) {
        const [number, { subject, each }] = next
        const outcome = await verdictsOf(each, join(scratch, `${number}`), firstBuild)
        played[number] = { subject, name: each.name, ...outcome }
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, player))
    return played
  })
  console.log(`${printCases(results, KNOWN_VERDICTS)}\n`)
  console.log(`${results.length} cases in ${((performance.now() - start) / 1000).toFixed(0)} s`)
  const isWhole = choice.only.length === 0 && choice.count === 0
  return isAccepted(results, { known: KNOWN_VERDICTS, isWhole })
}

function chosenCases({ only, count, seed }: ChosenCases): { subject: string; each: CargoCase }[] {
  const all = SUBJECTS.flatMap(({ subject, cases }) =>
    cases
      .filter(({ name }) => only.length === 0 || only.some((part) => part === subject || name.includes(part)))
      .map((each) => ({ subject, each })),
  )
  if (count === 0) return all
  console.log(`${count} of ${all.length} cases, --seed ${seed}`)
  const drawn = new Set(new Random(seed).sample(all, count))
  return all.filter((each) => drawn.has(each))
}

async function verdictsOf(each: CargoCase, base: string, firstBuild: FirstBuild): Promise<CaseOutcome> {
  try {
    const workspace = new ScratchWorkspace(base, each.files)
    for (const [name, value] of Object.entries(each.environment ?? {})) workspace.setVariable(name, value)
    each.prepare?.(workspace)
    return { verdicts: await play(each, workspace, firstBuild), fault: null }
  } catch (error) {
    return { verdicts: null, fault: messageOf(error) }
  } finally {
    rmSync(base, { recursive: true, force: true })
  }
}
