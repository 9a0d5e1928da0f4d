import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { packPlugin } from '../kit/packed-plugin'
import type { BenchContext } from './bench-context'
import { copyExample } from './example-copy'
import { exampleWorkspace } from './example-workspace'
import type { Measurement } from './measured-command'
import { pairedRuns } from './paired-runs'
import { type Ratio, ratiosOf } from './ratio'

/** Every crate is compiled, every test program linked and run: what the observer sees most of. */
const TASKS = ['run-many', '-t', 'build,test', '--outputStyle=static'] as const

/** What the observer costs: the example built and tested from cold, with it and without. */
export function observedBenchmark(context: BenchContext): Ratio[] {
  const base = join(context.scratch, 'observed')
  mkdirSync(base, { recursive: true })
  const plugin = packPlugin(join(context.scratch, 'plugin')).directory
  const build = (name: string, environment: NodeJS.ProcessEnv) => (): Measurement => {
    const root = join(base, name)
    copyExample(root, plugin)
    // Results of the other round would be put in place, not made.
    return exampleWorkspace(root, { ...environment, NX_CRANE_RESULTS: 'off' }).measureCold(TASKS)
  }
  const observed = build('observed', {})
  // The observer itself is compiled once for a machine; downloads are not what is compared either.
  observed()
  const runs = pairedRuns(
    [
      { name: 'ours', run: observed },
      { name: 'theirs', run: build('unobserved', { NX_CRANE_OBSERVER: 'off' }) },
    ],
    context.runs,
  )
  return ratiosOf(
    {
      what: 'build and test of the example, cold',
      against: 'the same without the observer',
      ours: runs.ours,
      theirs: runs.theirs,
      bounds: { cpu: 1.03 },
    },
    ['cpu', 'wall'],
  )
}
