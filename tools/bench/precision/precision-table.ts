import type { EditResult, RebuildCounts } from './contestant-result'

/** A tool and what it made of all edits, or why it was not tried. */
export type ContestantResult = { readonly name: string; readonly configuration: string } & (
  | { readonly version: string; readonly edits: readonly EditResult[]; readonly reason: null }
  | { readonly edits: null; readonly reason: string }
)

export interface Totals {
  readonly due: number
  readonly needless: number
  readonly missing: number
  /** Edits after which all builds that are due run and no other. */
  readonly exact: number
  /** Edits after which the tool fails. */
  readonly failed: number
}

export function totalsOf(edits: readonly EditResult[]): Totals {
  const judged = edits.flatMap(({ rebuilds }) => rebuilds ?? [])
  const sum = (count: (rebuilds: RebuildCounts) => number) => judged.reduce((all, one) => all + count(one), 0)
  return {
    due: sum(({ due }) => due),
    needless: sum(({ needless }) => needless),
    missing: sum(({ missing }) => missing),
    exact: judged.filter(({ needless, missing }) => needless + missing === 0).length,
    failed: edits.length - judged.length,
  }
}

/** A line for each tool. */
export function printTotals(results: readonly ContestantResult[]): string {
  const rows = results.map((result) => {
    if (result.edits === null) return [result.name, `skipped: ${result.reason}`, '', '', '', '']
    const { needless, missing, exact, failed } = totalsOf(result.edits)
    const counts = [needless, missing, `${exact} of ${result.edits.length}`, failed]
    return [result.name, result.version, ...counts.map(String)]
  })
  return printMarkdown(['', 'version', 'needless', 'missing', 'edits without either', 'fails after'], rows, 2)
}

/** Needless / missing rebuilds of each tool, a line for each group of edits. */
export function printGroups(results: readonly ContestantResult[]): string {
  const tried = results.flatMap(({ name, edits }) => (edits ? [{ name, edits }] : []))
  const groups = [...new Set(tried.flatMap(({ edits }) => edits.map(({ group }) => group)))]
  const rows = groups.map((group) => {
    const own = tried.map(({ edits }) => edits.filter((edit) => edit.group === group))
    const cells = own.map(totalsOf).map(({ needless, missing }) => `${needless} / ${missing}`)
    return [group, String(own[0]?.length ?? 0), ...cells]
  })
  return printMarkdown(['edits of', '', ...tried.map(({ name }) => name)], rows, 1)
}

/** @param numeric the first column that is aligned to the right, as all after it */
function printMarkdown(
  headings: readonly string[],
  rows: readonly (readonly string[])[],
  numeric: number,
): string {
  const widths = headings.map((heading, column) =>
    Math.max(3, heading.length, ...rows.map((row) => row[column]?.length ?? 0)),
  )
  const padded = (cell: string, column: number) =>
    column < numeric ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)
  const line = (row: readonly string[]) => `| ${row.map(padded).join(' | ')} |`
  const rule = widths.map((width, column) =>
    column < numeric ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`,
  )
  return [line(headings), `| ${rule.join(' | ')} |`, ...rows.map(line)].join('\n')
}
