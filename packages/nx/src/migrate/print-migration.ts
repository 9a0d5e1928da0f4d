import { visible } from '@nx-crane/files'
import type { Source } from './migration'
import type { MigrationPlan } from './plan-migration'
import { printTargetTable } from './target-table'

const NAME_OF: Readonly<Record<Source, string>> = {
  monodon: '@monodon/rust',
  nxrs: '@nxrs/cargo',
  turbo: 'Turborepo',
  scripts: 'scripts that build Rust',
}

/** The whole plan, for people: the targets before and after, what changes, and what does not. */
export function printMigration({ sources, rows, files, notes, kept }: MigrationPlan): string {
  if (sources.length === 0) {
    const all = Object.values(NAME_OF).join(', ')
    return `nothing to migrate: no ${all} here\n`
  }
  const sections = [
    `from ${sources.map((source) => NAME_OF[source]).join(', ')}\n`,
    rows.length === 0 ? '' : printTargetTable(rows),
    section('Changes', notes),
    section('Kept as it is', kept),
  ]
  const end = files.length === 0 ? '\nnothing to change\n' : ''
  return `${sections.filter((text) => text !== '').join('\n')}${end}`
}

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : `${title}\n${lines.map((line) => `  ${visible(line)}\n`).join('')}`
}
