import { join } from 'node:path'
import { formatCounts, sumCounts, type TestCounts } from './counts'
import { fills, thisMachine } from './machine'
import { chosenSteps, USAGE } from './options'
import { runInOrder } from './run-in-order'
import { runStep, type StepResult } from './run-step'
import type { Step } from './step'
import { STEPS } from './steps'

// All tests, or those steps that the command line names; after the first step that fails no other begins.

const root = join(__dirname, '..', '..')

async function main(steps: readonly Step[]): Promise<TestCounts> {
  const started = performance.now()
  const hindered = new Map(steps.map((step) => [step, step.obstacle?.()]))
  const machine = thisMachine()
  const playable = steps.filter((step) => hindered.get(step) === undefined)
  const results = await runInOrder(playable, {
    machine,
    run: async (step) => {
      const isAlone = playable.length === 1 || fills(machine, step)
      if (isAlone) console.log(heading(step))
      const result = await runStep(step, {
        root,
        // Of several at once each is printed whole, when it has ended.
        listen: (text) => isAlone && process.stdout.write(text),
      })
      if (!isAlone) console.log(`${heading(step)}\n${result.output.trimEnd()}`)
      return result
    },
  })
  console.log('\n══ summary\n')
  for (const step of steps)
    console.log(summaryOf(step, { result: results.get(step), obstacle: hindered.get(step) }))
  console.log(`all in ${((performance.now() - started) / 1000).toFixed(1)} s`)
  // Said again at the end: a step prints more than anybody scrolls back.
  for (const { failures } of results.values()) for (const failure of failures) console.log(`\n${failure}`)
  return sumCounts([...results.values()].map(({ counts }) => counts))
}

function heading({ name, title }: Step): string {
  return `\n══ ${title} (${name})\n`
}

function summaryOf(
  { name, title }: Step,
  { result, obstacle }: { result: StepResult | undefined; obstacle: string | undefined },
): string {
  if (obstacle !== undefined) return `skipped ${name}: ${title}: ${obstacle}`
  if (result === undefined) return `skipped ${name}: ${title}`
  const mark = result.success ? 'ok' : 'FAILED'
  return `${mark.padEnd(7)} ${name}: ${title}: ${formatCounts(result.counts)} (${result.seconds.toFixed(1)} s)`
}

function stepsOfCommandLine(): readonly Step[] {
  try {
    return chosenSteps(process.argv.slice(2), STEPS)
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`)
    process.exit(2)
  }
}

main(stepsOfCommandLine()).then(
  (counts) => {
    console.log(`\n${formatCounts(counts)}`)
    process.exit(counts.failed === 0 ? 0 : 1)
  },
  (error) => {
    console.error(error)
    process.exit(1)
  },
)
