import { join } from 'node:path'
import { messageOf } from '@nx-crane/files'
import { Random } from '../../../kit/random'
import { type CaseResult, isAccepted, printCases } from '../case-report'
import { observedBuild } from '../observed-build'
import { type FirstBuild, playEdit } from '../play'
import { inScratchDirectory } from '../scratch-directory'
import { ScratchWorkspace } from '../scratch-workspace'
import { tasksOf } from '../tasks-of'
import { KeyHistory } from './key-history'
import { randomEdit } from './random-edit'
import { RANDOM_WORKSPACE } from './random-workspace'

/** How many workspaces are edited at once. */
const AT_ONCE = 2

/**
 * Makes `count` random edits, one upon the other, and prints how keys compare with what cargo does after each. Whether nothing was
 * stale and next to nothing needless.
 */
export async function checkRandomEdits(count: number, seed: number): Promise<boolean> {
  const start = performance.now()
  console.log(`${count} random edits of ${AT_ONCE} workspaces, --seed ${seed}`)
  const results = await inScratchDirectory(async (scratch) => {
    const firstBuild = observedBuild(scratch)
    const share = Math.ceil(count / AT_ONCE)
    const edited = Array.from({ length: AT_ONCE }, (_, number) => {
      const random = { seed: seed + number, count: Math.min(share, count - number * share) }
      return editRepeatedly(join(scratch, `${number}`), random, firstBuild)
    })
    return (await Promise.all(edited)).flat()
  })
  console.log(`${printCases(results)}\n`)
  console.log(`${count} edits in ${((performance.now() - start) / 1000).toFixed(0)} s, --seed ${seed}`)
  return isAccepted(results)
}

async function editRepeatedly(
  base: string,
  { seed, count }: { readonly seed: number; readonly count: number },
  firstBuild: FirstBuild,
): Promise<CaseResult[]> {
  const random = new Random(seed)
  const workspace = new ScratchWorkspace(base, RANDOM_WORKSPACE)
  const tasks = tasksOf(workspace, { kinds: ['build', 'test'] })
  const results: CaseResult[] = []
  const history = new KeyHistory()
  for (let number = 1; number <= count; number += 1) {
    const edit = randomEdit(random, workspace)
    const about = { subject: `seed ${seed}`, name: `${number}. ${edit.what}` }
    try {
      const played = await playEdit((it) => edit.apply(it), { workspace, tasks, firstBuild })
      const verdicts = played.verdicts.map((verdict, index) =>
        history.judge(verdict, { task: tasks[index], played, edit: about.name }),
      )
      results.push({ ...about, verdicts, fault: null })
    } catch (error) {
      // Edits build upon each other: what comes after this one would say nothing.
      results.push({ ...about, verdicts: null, fault: messageOf(error) })
      break
    }
  }
  return results
}
