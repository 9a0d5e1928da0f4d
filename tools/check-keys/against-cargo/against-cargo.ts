import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { messageOf } from '@nx-crane/files'
import { Random } from '../../kit/random'
import type { CargoCase } from './cargo-case'
import { type CaseOutcome, type CaseResult, isAccepted, printCases } from './case-report'
import { SUBJECTS } from './cases'
import { play } from './play'
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
  const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'against-cargo-')))
  try {
    const results: CaseResult[] = []
    const queue = [...chosen.entries()]
    const player = async () => {
      for (let next = queue.shift(); next; next = queue.shift()) {
        const [number, { subject, each }] = next
        results[number] = {
          subject,
          name: each.name,
          ...(await verdictsOf(each, join(scratch, `${number}`))),
        }
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, player))
    console.log(`${printCases(results)}\n`)
    console.log(`${results.length} cases in ${((performance.now() - start) / 1000).toFixed(0)} s`)
    return isAccepted(results)
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
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

async function verdictsOf(each: CargoCase, base: string): Promise<CaseOutcome> {
  try {
    const workspace = new ScratchWorkspace(base, each.files)
    for (const [name, value] of Object.entries(each.environment ?? {})) workspace.setVariable(name, value)
    each.prepare?.(workspace)
    return { verdicts: await play(each, workspace), fault: null }
  } catch (error) {
    return { verdicts: null, fault: messageOf(error) }
  } finally {
    rmSync(base, { recursive: true, force: true })
  }
}
