import { visible } from '@nx-crane/files'
import type { TargetRow } from './migration'

/** The targets of each project before and after, as a table for people. */
export function printTargetTable(rows: readonly TargetRow[]): string {
  const header = ['Project', 'Target', 'Before', 'After']
  const cells = oncePerTarget(rows)
    .sort(byProject)
    .map(({ project, target, before, after }, index, all) => {
      const isFirst = all[index - 1]?.project !== project
      return [isFirst ? project : '', target, before ?? '–', after ?? '–'].map(visible)
    })
  const lines = [header, ...cells]
  const widths = header.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)))
  return lines
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .map((line) => `${line}\n`)
    .join('')
}

/** A target that two sources are about is before what the first found, and after what the last made of it. */
function oncePerTarget(rows: readonly TargetRow[]): TargetRow[] {
  const found = new Map<string, TargetRow>()
  for (const row of rows) {
    const key = JSON.stringify([row.project, row.target])
    const first = found.get(key)
    found.set(key, first ? { ...row, before: first.before } : row)
  }
  return [...found.values()]
}

function byProject(a: TargetRow, b: TargetRow): number {
  if (a.project !== b.project) return a.project < b.project ? -1 : 1
  return a.target < b.target ? -1 : a.target > b.target ? 1 : 0
}
