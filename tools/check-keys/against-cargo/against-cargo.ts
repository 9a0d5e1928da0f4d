import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { messageOf } from '@nx-crane/files'
import { cacheDirectory } from '@nx-crane/keys/cli'
import type { CargoCase } from './cargo-case'
import { type CaseOutcome, type CaseResult, isAccepted, printCases } from './case-report'
import { SUBJECTS } from './cases'
import { observedBuild } from './observed-build'
import { type FirstBuild, play } from './play'
import { ScratchWorkspace } from './scratch-workspace'

/** How many cases are played at once. */
const AT_ONCE = 2

/**
 * Plays cases and prints how keys compare with what cargo does. Whether nothing was stale and next to nothing needless.
 *
 * @param only names of subjects, or parts of names of cases; all when empty
 */
export async function checkAgainstCargo(only: readonly string[]): Promise<boolean> {
  const chosen = SUBJECTS.flatMap(({ subject, cases }) =>
    cases
      .filter(({ name }) => only.length === 0 || only.some((part) => part === subject || name.includes(part)))
      .map((each) => ({ subject, each })),
  )
  const start = performance.now()
  // What lies below a directory for temporary files is nobody's input.
  mkdirSync(cacheDirectory(), { recursive: true })
  const scratch = realpathSync(mkdtempSync(join(cacheDirectory(), 'against-cargo-')))
  try {
    const results: CaseResult[] = []
    const firstBuild = observedBuild(scratch)
    const queue = [...chosen.entries()]
    const player = async () => {
      for (let next = queue.shift(); next; next = queue.shift()) {
        const [number, { subject, each }] = next
        results[number] = {
          subject,
          name: each.name,
          ...(await verdictsOf(each, join(scratch, `${number}`), firstBuild)),
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
