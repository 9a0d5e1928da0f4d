import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { planGenerated } from '../../check-keys/generated/generated-plan'
import { chooseSubjects, type Subjects } from '../../check-keys/generated/subjects'
import type { BenchContext } from '../bench-context'
import { generateMonorepo } from '../generate-monorepo'
import type { Row } from '../row'
import type { Contestant, Prepared } from './contestant'
import { measureContestant } from './contestant-result'
import { MOON } from './moon'
import { NotHere } from './not-here'
import { MONODON_RUST, PLAIN_NX } from './nx-contestants'
import { WITH_CARGO, WITH_NIX } from './our-contestants'
import { type PrecisionData, printData, resultOf, toolData } from './precision-data'
import { describePrecision, withPrecision } from './precision-docs'
import { plotPrecision } from './precision-plot'
import { type ContestantResult, printTotals } from './precision-table'
import { REPOSITORY } from './repository'
import { TURBOREPO } from './turborepo'

const CONTESTANTS: readonly Contestant[] = [WITH_CARGO, WITH_NIX, PLAIN_NX, MONODON_RUST, MOON, TURBOREPO]
const DOCS = resolve(__dirname, '../../../docs')

/**
 * After each edit of check:keys: which builds does a tool repeat for nothing, and which stale results does it take from
 * its cache? Writes table and plot into the docs, and what was measured; tools that are not asked for stay as they are.
 */
export async function precisionBenchmark(context: BenchContext): Promise<Row[]> {
  const asked = CONTESTANTS.filter(({ name }) => isAsked(name, context))
  if (asked.length === 0)
    throw new Error(`--tools: none of ${CONTESTANTS.map(({ name }) => name).join('; ')}`)
  const subjects = chooseSubjects(planGenerated(REPOSITORY), generateMonorepo(REPOSITORY))
  for (const contestant of asked) writeDocs(await measure(contestant, subjects, context))
  return []
}

function isAsked(name: string, { tools }: BenchContext): boolean {
  return tools.length === 0 || tools.some((part) => name.toLowerCase().includes(part.toLowerCase()))
}

async function measure(
  contestant: Contestant,
  subjects: Subjects,
  context: BenchContext,
): Promise<ContestantResult> {
  const { name, configuration, ignores } = contestant
  const say = (line: string) => context.say(`${name}: ${line}`)
  const scratch = join(context.scratch, 'precision', name.replace(/[^a-z]+/gi, '-'))
  const root = join(scratch, 'repository')
  mkdirSync(scratch, { recursive: true })
  let prepared: Prepared
  try {
    prepared = await contestant.prepare({ root, plan: subjects.plan, scratch })
  } catch (error) {
    if (!(error instanceof NotHere)) throw error
    say(`skipped: ${error.message}`)
    return { name, configuration, edits: null, reason: error.message }
  }
  const edits = measureContestant(prepared, { root, subjects, ignores, say })
  return { name, configuration, version: prepared.version, edits, reason: null }
}

/** After each tool: it takes minutes, and the next may fail. */
function writeDocs(measured: ContestantResult): void {
  const [data, document, plot] = ['precision.json', 'benchmarks.md', 'precision.svg'].map((name) =>
    join(DOCS, name),
  ) as [string, string, string]
  const before = existsSync(data) ? (JSON.parse(readFileSync(data, 'utf8')) as PrecisionData) : {}
  const now: PrecisionData = { ...before, [measured.name]: toolData(measured) }
  const results = CONTESTANTS.map((contestant) => resultOf(now, contestant))
  writeFileSync(data, printData(now))
  writeFileSync(document, withPrecision(readFileSync(document, 'utf8'), describePrecision(results)))
  writeFileSync(plot, plotPrecision(results))
  console.log(`\n${printTotals([measured])}\n`)
}
