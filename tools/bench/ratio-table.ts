import { isOver, type Ratio, type Row } from './ratio'

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
  if (!('ratio' in row)) return [row.what, `skipped: ${row.reason}`, '', '', '', '', '', '']
  return [
    row.what,
    row.against,
    QUANTITY_NAMES[row.quantity],
    amount(row.ours, row.quantity),
    amount(row.theirs, row.quantity),
    row.ratio.toFixed(2),
    row.bound === null ? '' : row.bound.toFixed(2),
    row.bound === null ? 'reported' : isOver(row) ? 'OVER' : 'ok',
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
