import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { planGenerated } from '../../check-keys/generated/generated-plan'
import { chooseSubjects, type Subjects } from '../../check-keys/generated/subjects'
import type { BenchContext } from '../bench-context'
import { generateMonorepo } from '../generate-monorepo'
import type { Row } from '../row'
import type { Contestant, Prepared } from './contestant'
import { measureContestant } from './contestant-result'
import { NotHere } from './not-here'
import { MONODON_RUST, PLAIN_NX } from './nx-contestants'
import { WITH_CARGO } from './our-contestants'
import { describePrecision, withPrecision } from './precision-docs'
import { plotPrecision } from './precision-plot'
import { type ContestantResult, printTotals } from './precision-table'
import { REPOSITORY } from './repository'

const CONTESTANTS: readonly Contestant[] = [WITH_CARGO, PLAIN_NX, MONODON_RUST]
const DOCS = resolve(__dirname, '../../../docs')

/**
 * After each edit of check:keys: which builds does a tool repeat for nothing, and which stale results does it take from
 * its cache? Writes table and plot into the docs.
 */
export async function precisionBenchmark(context: BenchContext): Promise<Row[]> {
  const subjects = chooseSubjects(planGenerated(REPOSITORY), generateMonorepo(REPOSITORY))
  const results: ContestantResult[] = []
  for (const contestant of CONTESTANTS) results.push(await resultOf(contestant, subjects, context))
  console.log(`\n${printTotals(results)}\n`)
  const document = join(DOCS, 'benchmarks.md')
  writeFileSync(document, withPrecision(readFileSync(document, 'utf8'), describePrecision(results)))
  writeFileSync(join(DOCS, 'precision.svg'), plotPrecision(results))
  return []
}

async function resultOf(
  contestant: Contestant,
  subjects: Subjects,
  context: BenchContext,
): Promise<ContestantResult> {
  const { name, configuration } = contestant
  const say = (line: string) => context.say(`${name}: ${line}`)
  const scratch = join(context.scratch, 'precision')
  const directory = join(scratch, name.replace(/[^a-z]+/gi, '-'))
  const root = join(directory, 'repository')
  mkdirSync(directory, { recursive: true })
  let prepared: Prepared
  try {
    prepared = await contestant.prepare({ root, plan: subjects.plan, scratch })
  } catch (error) {
    if (!(error instanceof NotHere)) throw error
    say(`skipped: ${error.message}`)
    return { name, configuration, edits: null, reason: error.message }
  }
  const edits = measureContestant(prepared, { root, subjects, say })
  rmSync(directory, { recursive: true, force: true })
  say(
    printTotals([{ name, configuration, version: prepared.version, edits, reason: null }]).split('\n')[2] ??
      '',
  )
  return { name, configuration, version: prepared.version, edits, reason: null }
}
