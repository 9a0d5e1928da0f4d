import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { packPlugin } from '../kit/packed-plugin'
import type { BenchContext } from './bench-context'
import { commandsByHand } from './build-by-hand'
import { copyExample } from './example-copy'
import { exampleWorkspace } from './example-workspace'
import { measureAll, outputOf } from './measured-command'
import { pairedRuns } from './paired-runs'
import { ratiosOf } from './ratio'
import type { Row } from './row'

const BUILD = ['run-many', '-t', 'build', '--outputStyle=static'] as const
const WHAT = 'build of the example, cold'

/** The example from cold: `nx run-many -t build` against cargo, wasm-pack, tsc and vite by hand. */
export function buildBenchmark(context: BenchContext): Row[] {
  const base = join(context.scratch, 'build')
  mkdirSync(base, { recursive: true })
  const plugin = packPlugin(join(context.scratch, 'plugin')).directory
  const [byNx, byHand] = [join(base, 'nx'), join(base, 'hand')]
  copyExample(byHand, plugin)
  try {
    commandsByHand(byHand)
  } catch (error) {
    return [{ what: WHAT, reason: error instanceof Error ? error.message : String(error) }]
  }
  // Downloads are not what is compared.
  outputOf({ program: 'cargo', args: ['fetch', '--locked'], cwd: byHand, env: process.env })
  const runs = pairedRuns(
    [
      {
        name: 'ours',
        run: () => {
          copyExample(byNx, plugin)
          return exampleWorkspace(byNx).measureCold(BUILD)
        },
      },
      {
        name: 'theirs',
        run: () => {
          copyExample(byHand, plugin)
          return measureAll(commandsByHand(byHand), join(base, 'hand.log'))
        },
      },
    ],
    Math.ceil(context.runs / 2),
  )
  return ratiosOf(
    {
      what: WHAT,
      against: 'cargo, wasm-pack, tsc, vite by hand',
      ours: runs.ours,
      theirs: runs.theirs,
      bounds: { wall: 1.3 },
    },
    ['wall', 'cpu', 'memory'],
  )
}
