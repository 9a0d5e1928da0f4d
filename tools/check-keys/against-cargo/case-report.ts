import type { TaskVerdict } from './play'

/** What came of one case. */
export type CaseResult = CaseOutcome & { readonly subject: string; readonly name: string }

/** A verdict for each task, or why the case could not be played. */
export type CaseOutcome =
  | { readonly verdicts: readonly TaskVerdict[]; readonly fault: null }
  | { readonly verdicts: null; readonly fault: string }

/** Reasons by subject and name of a case. */
type Known = ReadonlyMap<string, string>
const NONE: Known = new Map()

const VERDICTS = ['stale', 'needless', 'exact'] as const
/** Of all verdicts, how many keys may move for nothing. */
const NEEDLESS = 0.03

export interface Acceptance {
  /** Cases that are known to move keys for nothing, and still do. */
  readonly known?: Known
  /** Whether these are all cases there are, and no choice of them: then those that are known count too. */
  readonly isWhole?: boolean
}

/** Nothing is stale, no case has a fault, and next to nothing is built for nothing. */
export function isAccepted(
  results: readonly CaseResult[],
  { known = NONE, isWhole = false }: Acceptance = {},
): boolean {
  const all = results.flatMap(({ verdicts }) => verdicts ?? [])
  const others = results.filter((result) => isWhole || !known.has(nameOf(result)))
  const judged = others.flatMap(({ verdicts }) => verdicts ?? [])
  return (
    all.length > 0 &&
    results.every(({ fault }) => fault === null) &&
    exactAgain(results, known).length === 0 &&
    count(all, 'stale') === 0 &&
    count(judged, 'needless') <= all.length * NEEDLESS
  )
}

/** Cases of the list that are exact. */
function exactAgain(results: readonly CaseResult[], known: Known): CaseResult[] {
  return results.filter(
    (result) => known.has(nameOf(result)) && result.verdicts?.every(({ is }) => is === 'exact'),
  )
}

/** As the list of known cases has it. */
function nameOf({ subject, name }: Pick<CaseResult, 'subject' | 'name'>): string {
  return `${subject}: ${name}`
}

/** A line for each subject and one with the sums, then one for each task that is not exact and for each case with a fault. */
export function printCases(results: readonly CaseResult[], known: Known = NONE): string {
  const subjects = [...new Set(results.map(({ subject }) => subject))]
  const row = (title: string, own: readonly CaseResult[]) => {
    const all = own.flatMap(({ verdicts }) => verdicts ?? [])
    return [title, ...[own.length, ...VERDICTS.map((verdict) => count(all, verdict))].map(String)]
  }
  const table = [
    ['', 'cases', ...VERDICTS],
    ...subjects.map((subject) =>
      row(
        subject,
        results.filter((result) => result.subject === subject),
      ),
    ),
    row('sum', results),
  ]
  const details = VERDICTS.filter((verdict) => verdict !== 'exact').flatMap((verdict) =>
    results.flatMap((result) => detailsOf(result, verdict, known.get(nameOf(result)))),
  )
  const again = exactAgain(results, known).map(
    (result) => `EXACT     ${nameOf(result)}: it stands in known-verdicts.ts`,
  )
  const faults = results.flatMap(({ subject, name, fault }) =>
    fault === null ? [] : [`FAULT     ${subject}: ${name}: ${fault}`],
  )
  return [...table.map(printRow), '', ...details, ...again, ...faults].join('\n')
}

function detailsOf(
  { subject, name, verdicts }: CaseResult,
  wanted: TaskVerdict['is'],
  known: string | undefined,
): string[] {
  return (verdicts ?? [])
    .filter(({ is }) => is === wanted)
    .map(({ is, task, cargo, ours }) => {
      const why = is === 'stale' ? `cargo: ${shortened(cargo)}` : `ours: ${shortened(ours)}`
      const said = known === undefined ? why : `known: ${known}`
      return `${is.padEnd(9)} ${subject}: ${name} [${task}] ${said}`
    })
}

function shortened(reasons: readonly string[]): string {
  const shown = reasons.slice(0, 3).join('; ')
  return reasons.length > 3 ? `${shown}; ${reasons.length - 3} more` : shown
}

function count(verdicts: readonly TaskVerdict[], wanted: TaskVerdict['is']): number {
  return verdicts.filter(({ is }) => is === wanted).length
}

function printRow([title = '', ...numbers]: readonly string[]): string {
  return title.padEnd(24) + numbers.map((number) => number.padStart(9)).join('')
}
