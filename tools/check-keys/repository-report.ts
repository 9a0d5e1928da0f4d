import { PROJECT_KINDS, type ProjectKind } from './project-kind'
import type { UnexplainedKey } from './unexplained-keys'
import type { KindVerdict, Miss, Verdict } from './verdict'

/** What came of one edit: how the tasks fare, or why that could not be found out. */
export type EditResult = {
  readonly id: string
  readonly what: string
  /** Keys of which it is not said that this edit moved them. */
  readonly unexplained: readonly UnexplainedKey[]
} & ({ readonly verdict: Verdict; readonly fault: null } | { readonly verdict: null; readonly fault: string })

/** Kinds of projects whose tasks must be exact. */
const EXACT: readonly ProjectKind[] = ['crate', 'wasm-dependent']

export function isExact({ verdict, unexplained }: EditResult): boolean {
  if (verdict === null || unexplained.length > 0) return false
  return EXACT.every((kind) => verdict[kind].falseRebuilds.length + verdict[kind].falseHits.length === 0)
}

const HEADINGS = ['', 'edit', 'what', ...PROJECT_KINDS, 'affected', 'tolerated', 'by Nx']

/**
 * A line for each edit and one with the sums. Of each kind of project: tasks rebuilt for nothing / stale hits. Then tasks
 * that have to miss, those that may, and those that only Nx itself makes miss.
 */
export function printEdits(results: readonly EditResult[]): string {
  const rows = results.map((result) => [isExact(result) ? 'ok' : 'WRONG', ...cellsOf(result)])
  const verdicts = results.flatMap(({ verdict }) => verdict ?? [])
  const sums = ['', 'sum', `of ${results.length} edits`, ...sumCells(verdicts)]
  return printColumns([HEADINGS, ...rows, sums])
}

function cellsOf({ id, what, verdict, fault }: EditResult): string[] {
  return verdict === null ? [id, fault] : [id, what, ...sumCells([verdict])]
}

function sumCells(verdicts: readonly Verdict[]): string[] {
  const sum = (kinds: readonly ProjectKind[], count: (verdict: KindVerdict) => number) =>
    verdicts.flatMap((verdict) => kinds.map((kind) => count(verdict[kind]))).reduce((a, b) => a + b, 0)
  const pairs = PROJECT_KINDS.map((kind) => {
    const needless = sum([kind], ({ falseRebuilds }) => falseRebuilds.length)
    return `${needless}/${sum([kind], ({ falseHits }) => falseHits.length)}`
  })
  const affected = sum(PROJECT_KINDS, (verdict) => verdict.affected)
  const tolerated = sum(PROJECT_KINDS, (verdict) => verdict.tolerated)
  return [
    ...pairs,
    ...[affected, tolerated, sum(PROJECT_KINDS, ({ causedByNx }) => causedByNx.length)].map(String),
  ]
}

function printColumns(rows: readonly (readonly string[])[]): string {
  // A fault is as long as it is, and no column.
  const cells = rows.filter((row) => row.length === HEADINGS.length)
  const widths = HEADINGS.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)))
  const padded = (cell: string, column: number) =>
    column < 3 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)
  return rows.map((row) => row.map(padded).join('  ').trimEnd()).join('\n')
}

/** Every task that misses for nothing, the tasks of one edit and one reason in one line. */
export function printReasons(results: readonly EditResult[]): string {
  const lines = results.flatMap(({ id, verdict, unexplained }) => {
    if (verdict === null) return []
    const unsaid = unexplained.map(
      ({ project, kind, said }) => `${id}: why of ${project} (${kind}) says: ${said}`,
    )
    const reasons = PROJECT_KINDS.flatMap((kind) => [
      ...grouped(verdict[kind].falseRebuilds).map((group) => `${id}: ${kind} rebuilt for nothing: ${group}`),
      ...grouped(verdict[kind].causedByNx).map((group) => `${id}: ${kind} missed by Nx: ${group}`),
      ...(verdict[kind].falseHits.length > 0
        ? [`${id}: ${kind} stale: ${named(verdict[kind].falseHits)}`]
        : []),
    ])
    return [...reasons, ...unsaid]
  })
  return lines.join('\n')
}

function grouped(misses: readonly Miss[]): string[] {
  const groups = new Map<string, string[]>()
  for (const { project, reasons } of misses) {
    const texts = reasons.map(({ text }) => text)
    const why = [...texts.slice(0, 3), ...(texts.length > 3 ? [`${texts.length - 3} more`] : [])].join('; ')
    groups.set(why, [...(groups.get(why) ?? []), project])
  }
  return [...groups].map(([why, projects]) => `${named(projects)}: ${why}`)
}

function named(projects: readonly string[]): string {
  const shown = projects.slice(0, 3).join(', ')
  return projects.length > 3 ? `${shown} and ${projects.length - 3} more` : shown
}
