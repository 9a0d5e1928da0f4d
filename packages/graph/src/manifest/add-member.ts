import { insertItem, lineEndOf, splice } from './insert-item'
import { parseManifest } from './parse-manifest'
import { scanToml } from './scan-toml'
import { stringsOf, type TomlTable, tableOf } from './toml-table'

/**
 * A root manifest that lists one more member, everything else as it was: comments, order, line ends. A manifest without
 * `[workspace]` gets one. Null where the list is written in a way that cannot be added to; what is returned has been read
 * again, and says the same as before but for the member.
 *
 * @example addMember('[workspace]\nmembers = ["a"] # all\n', 'b') // → '[workspace]\nmembers = ["a", "b"] # all\n'
 */
export function addMember(text: string, member: string): string | null {
  const added = insertMember(text, JSON.stringify(member))
  return added !== null && saysOnlyMore(text, added, member) ? added : null
}

function insertMember(text: string, item: string): string | null {
  const eol = lineEndOf(text)
  const { values, tables } = scanToml(text)
  const list = values.find(({ key }) => key === 'workspace.members')
  if (list) return list.array ? insertItem(text, list, item) : null
  const header = tables.find(({ key }) => key === 'workspace')
  if (header) return splice(text, header.end, `${eol}members = [${item}]`)
  if (values.some(({ key }) => key === 'workspace' || key.startsWith('workspace.'))) {
    // `workspace = { … }`, or dotted keys of the top level, are nobody's habit.
    if (!tables.some(({ key }) => key.startsWith('workspace.'))) return null
  }
  const gap = text === '' ? '' : text.endsWith('\n') ? eol : eol + eol
  return `${text}${gap}[workspace]${eol}members = [${item}]${eol}`
}

function saysOnlyMore(before: string, after: string, member: string): boolean {
  const [old, now] = [parseManifest(before), parseManifest(after)]
  if ('fault' in old || 'fault' in now) return false
  const expected = [...(stringsOf(tableOf(old.toml, 'workspace'), 'members') ?? []), member]
  const actual = stringsOf(tableOf(now.toml, 'workspace'), 'members')
  return JSON.stringify(actual) === JSON.stringify(expected) && otherwise(old.toml) === otherwise(now.toml)
}

/** All that a manifest says but its members. */
function otherwise(toml: TomlTable): string {
  const { workspace, ...others } = toml
  const { members: _members, ...rest } = (workspace ?? {}) as TomlTable
  return JSON.stringify([others, rest])
}
