import type { Migration } from '../migration'

/** Nx 23.0 to 23.2 do not know `includeIgnored`, and would take a change of such a file for none. */
export function noteIgnored({ draft }: Pick<Migration, 'draft'>): void {
  const users = draft.plan.files
    .filter(({ text }) => text.includes('"includeIgnored"'))
    .map(({ path }) => path)
  if (users.length === 0) return
  draft.note(
    `${users.join(', ')}: inputs that Git ignores are read from disk ("includeIgnored"); this needs Nx 23.3 or later: ` +
      'with an older version, run `npx nx migrate latest` before anything is cached',
  )
}
