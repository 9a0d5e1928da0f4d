import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { planGenerated } from '../../check-keys/generated/generated-plan'
import { chooseSubjects, type Subjects } from '../../check-keys/generated/subjects'
import type { BenchContext } from '../bench-context'
import { generateMonorepo } from '../generate-monorepo'
import type { Row } from '../row'
import type { Contestant, Prepared } from './contestant'
import { measureContestant } from './contestant-result'
import { contestantsNamed } from './contestants'
import { NotHere } from './not-here'
import { writeMeasured } from './precision-files'
import { type ContestantResult, printTotals } from './precision-table'
import { REPOSITORY } from './repository'

/**
 * After each edit of check:keys: which builds does a tool repeat for nothing, and which stale results does it take from
 * its cache? Writes table and plot into the docs, and what was measured; tools that are not asked for stay as they are.
 */
export function precisionBenchmark(context: BenchContext): Row[] {
  const contestants = contestantsNamed(context.tools)
  const subjects = chooseSubjects(planGenerated(REPOSITORY), generateMonorepo(REPOSITORY))
  for (const contestant of contestants) {
    const result = measure(contestant, subjects, context)
    // Now: it takes minutes, and the next may fail.
    writeMeasured(result)
    console.log(`\n${printTotals([result])}\n`)
  }
  return []
}

function measure(contestant: Contestant, subjects: Subjects, context: BenchContext): ContestantResult {
  const { name, configuration } = contestant
  const say = (line: string) => context.say(`${name}: ${line}`)
  const scratch = join(context.scratch, 'precision', name.replace(/[^a-z]+/gi, '-'))
  const root = join(scratch, 'repository')
  mkdirSync(scratch, { recursive: true })
  let prepared: Prepared
  try {
    prepared = contestant.prepare({ root, plan: subjects.plan, scratch })
  } catch (error) {
    if (!(error instanceof NotHere)) throw error
    say(`skipped: ${error.message}`)
    return { name, configuration, edits: null, reason: error.message }
  }
  const edits = measureContestant(prepared, { root, subjects, say })
  return { name, configuration, version: prepared.version, edits, reason: null }
}
