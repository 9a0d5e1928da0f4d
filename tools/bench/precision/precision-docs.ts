import { type ContestantResult, printGroups, printTotals, totalsOf } from './precision-table'

const BEGIN = '<!-- precision: written by npm run bench -- --only precision -->'
const END = '<!-- end of precision -->'

/** What the docs say of all tools. */
export function describePrecision(results: readonly ContestantResult[]): string {
  const tried = results.flatMap(({ edits }) => (edits ? [edits] : []))
  const [first = []] = tried
  const configurations = results.map(({ name, configuration }) => `- _${name}_: ${configuration}.`)
  return [
    `![Needless and missing rebuilds of each tool](precision.svg)`,
    `Sums over ${first.length} edits, after which ${totalsOf(first).due} builds are due in all:`,
    printTotals(results),
    'Needless / missing by what is edited:',
    printGroups(results),
    'How each is configured:',
    configurations.join('\n'),
  ].join('\n\n')
}

/**
 * The document with `section` between the two marks.
 *
 * @throws when it has not both
 */
export function withPrecision(document: string, section: string): string {
  const [before, rest] = document.split(BEGIN)
  const after = rest?.split(END)[1]
  if (before === undefined || after === undefined)
    throw new Error(`docs/benchmarks.md must have the lines "${BEGIN}" and "${END}"`)
  return `${before}${BEGIN}\n\n${section}\n\n${END}${after}`
}
