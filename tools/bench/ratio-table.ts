import type { Difference } from './difference'
import type { Ratio } from './ratio'
import { isOver, type Row } from './row'

const HEADINGS = ['measured', 'against', '', 'nx-crane', 'the other', 'ratio', 'bound', '']

/** A Markdown table, its columns aligned for reading as it is. */
export function printTable(rows: readonly Row[]): string {
  const cells = rows.map(cellsOf)
  const widths = HEADINGS.map((heading, column) =>
    Math.max(3, heading.length, ...cells.map((row) => row[column]?.length ?? 0)),
  )
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => (isNumeric(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0))).join(' | ')} |`
  const rule = `|${widths.map((width, column) => (isNumeric(column) ? `${'-'.repeat(width + 1)}:` : '-'.repeat(width + 2))).join('|')}|`
  return [line(HEADINGS), rule, ...cells.map(line)].join('\n')
}

function isNumeric(column: number): boolean {
  return column >= 3 && column <= 6
}

function cellsOf(row: Row): string[] {
  if ('ratio' in row) return [...ratioCells(row), judgement(row)]
  if ('difference' in row) return [...differenceCells(row), judgement(row)]
  return [row.what, `skipped: ${row.reason}`, '', '', '', '', '', '']
}

function judgement(row: Ratio | Difference): string {
  if (row.bound === null) return 'reported'
  return isOver(row) ? 'OVER' : 'ok'
}

function ratioCells({ what, against, quantity, ours, theirs, ratio, bound }: Ratio): string[] {
  return [
    ...[what, against, QUANTITY_NAMES[quantity], amount(ours, quantity), amount(theirs, quantity)],
    ...[ratio.toFixed(2), bound === null ? '' : bound.toFixed(2)],
  ]
}

const QUANTITY_NAMES: Readonly<Record<Ratio['quantity'], string>> = {
  wall: 'wall',
  cpu: 'CPU',
  memory: 'memory',
  compilations: 'compilations',
}

function amount(value: number, quantity: Ratio['quantity']): string {
  if (quantity === 'compilations') return String(value)
  if (quantity === 'memory') return `${(value / 2 ** 20).toFixed(0)} MB`
  return value < 1 ? `${(value * 1000).toFixed(value < 0.1 ? 1 : 0)} ms` : `${value.toFixed(2)} s`
}

function differenceCells({
  what,
  against,
  statistic,
  ours,
  theirs,
  difference,
  bound,
}: Difference): string[] {
  return [
    ...[what, against, `wall, ${statistic}`, amount(ours, 'wall'), amount(theirs, 'wall')],
    ...[signed(difference), bound === null ? '' : signed(bound)],
  ]
}

/** The sign tells a difference from a ratio. */
function signed(seconds: number): string {
  const milliseconds = Math.round(seconds * 1000)
  return `${milliseconds < 0 ? '−' : '+'}${Math.abs(milliseconds)} ms`
}
