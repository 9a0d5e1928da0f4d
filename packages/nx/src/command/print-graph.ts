import { visible } from '@nx-crane/files'
import type { GraphReport, ReportedCrate } from '@nx-crane/graph'

/** The graph as a table for people. */
export function printGraph(report: GraphReport): string {
  const sections = [
    section('Crates', report.crates.map(crateRow)),
    section(
      'npm packages',
      report.packages.map(({ name, manifest }) => [visible(name), visible(manifest)]),
    ),
    section(
      'Edges',
      report.edges.map(({ from, to, kind }) => [visible(from), `→ ${visible(to)}`, kind]),
    ),
    section(
      'Problems',
      report.diagnostics.map(({ file, message }) => [visible(file), visible(message)]),
    ),
  ]
  const printed = sections.filter((text) => text !== '').join('\n')
  return printed === '' ? 'No Cargo.toml and no package.json here.\n' : printed
}

function crateRow(crate: ReportedCrate): string[] {
  const kinds = [...new Set(crate.targets.flatMap(({ kind }) => kind))].sort()
  return [visible(crate.name), crate.version, visible(crate.manifest), kinds.join(' ')]
}

function section(title: string, rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return ''
  const widths = (rows[0] ?? []).map((_, column) => longest(rows.map((row) => row[column] ?? '')))
  const lines = rows.map((row) =>
    `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd(),
  )
  return `${title} (${rows.length})\n${lines.join('\n')}\n`
}

function longest(cells: readonly string[]): number {
  return cells.reduce((length, cell) => Math.max(length, cell.length), 0)
}
