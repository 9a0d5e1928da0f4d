import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bundleNxProgram } from '../kit/bundled-program'
import { packPlugin } from '../kit/packed-plugin'
import { checkAgainstCargo } from './against-cargo/against-cargo'
import { checkRandomEdits } from './against-cargo/random/check-random'
import { type CheckOptions, parseCheckOptions, USAGE } from './check-options'
import { checkRepository } from './check-repository'
import type { CheckedRepository } from './checked-repository'
import { prepareExample } from './example/example-repository'
import { prepareGenerated } from './generated/generated-repository'
import { isExact, printEdits, printReasons } from './repository-report'

/** Prints how exact keys are; the exit code is 1 when a task of a crate, or one that needs WebAssembly, is not. */
async function main(): Promise<void> {
  const options = parseOptions()
  if (options.againstCargo) {
    const { random, seed } = options
    const accepted = random > 0 ? await checkRandomEdits(random, seed) : await checkAgainstCargo(options)
    process.exitCode = accepted ? 0 : 1
    return
  }
  const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'check-keys-')))
  try {
    const checks = repositories(options, scratch).flatMap((prepare) => check(prepare(), options, scratch))
    const failed = checks.filter((passed) => !passed).length
    console.log(`${checks.length - failed} passed, ${failed} failed`)
    process.exitCode = failed > 0 || checks.length === 0 ? 1 : 0
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

function parseOptions(): CheckOptions {
  try {
    return parseCheckOptions(process.argv.slice(2))
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`)
    process.exit(2)
  }
}

function repositories({ seeds, layout }: CheckOptions, scratch: string): (() => CheckedRepository)[] {
  const plugin = packPlugin(join(scratch, 'plugin')).directory
  return [
    ...seeds.map(
      (seed) => () => prepareGenerated(join(scratch, `generated-${seed}`), { seed, layout, plugin }),
    ),
    () => prepareExample(join(scratch, 'example'), plugin),
  ]
}

/** One check for each edit, and one for the state after the last. */
function check(repository: CheckedRepository, { only }: CheckOptions, scratch: string): boolean[] {
  const start = performance.now()
  const program = bundleNxProgram(join(__dirname, 'build-state-program.ts'), scratch)
  const { edits, isRestored } = checkRepository(repository, { program, only })
  if (edits.length === 0) return []
  const seconds = ((performance.now() - start) / 1000).toFixed(0)
  console.log(`\n${repository.title}, ${repository.kinds.size} build tasks, ${seconds} s\n`)
  console.log(`${printEdits(edits)}\n\n${printReasons(edits)}`)
  if (!isRestored) console.log('DIFF what is looked up is another after the last edit was undone')
  return [...edits.map(isExact), isRestored]
}

void main()
