import type { TaskVerdict } from './play'

/** What came of one case. */
export type CaseResult = CaseOutcome & { readonly subject: string; readonly name: string }

/** A verdict for each task, or why the case could not be played. */
export type CaseOutcome =
  | { readonly verdicts: readonly TaskVerdict[]; readonly fault: null }
  | { readonly verdicts: null; readonly fault: string }

const VERDICTS = ['stale', 'needless', 'exact'] as const
/** Of all verdicts, how many keys may move for nothing. */
const NEEDLESS = 0.03

/** Nothing is stale, no case has a fault, and next to nothing is built for nothing. */
export function isAccepted(results: readonly CaseResult[]): boolean {
  const all = results.flatMap(({ verdicts }) => verdicts ?? [])
  return (
    all.length > 0 &&
    results.every(({ fault }) => fault === null) &&
    count(all, 'stale') === 0 &&
    count(all, 'needless') <= all.length * NEEDLESS
  )
}

/** A line for each subject and one with the sums, then one for each task that is not exact and for each case with a fault. */
export function printCases(results: readonly CaseResult[]): string {
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
    results.flatMap((result) => detailsOf(result, verdict)),
  )
  const faults = results.flatMap(({ subject, name, fault }) =>
    fault === null ? [] : [`FAULT     ${subject}: ${name}: ${fault}`],
  )
  return [...table.map(printRow), '', ...details, ...faults].join('\n')
}

function detailsOf({ subject, name, verdicts }: CaseResult, wanted: TaskVerdict['is']): string[] {
  return (verdicts ?? [])
    .filter(({ is }) => is === wanted)
    .map(({ is, task, cargo, ours }) => {
      const why = is === 'stale' ? `cargo: ${shortened(cargo)}` : `ours: ${shortened(ours)}`
      return `${is.padEnd(9)} ${subject}: ${name} [${task}] ${why}`
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
