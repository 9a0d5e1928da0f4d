import { parseManifest } from './parse-manifest'
import { scanToml, type TomlValue } from './scan-toml'
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
  const eol = text.includes('\r\n') ? '\r\n' : '\n'
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

/** On a line of its own where the last item has one, and after a comma where the others have one. */
function insertItem(text: string, { start, end, array }: TomlValue, item: string): string {
  const last = array?.lastItem
  if (!last) return splice(text, start + 1, item)
  const lineStart = text.lastIndexOf('\n', last.start) + 1
  const indent = text.slice(lineStart, last.start)
  if (lineStart <= start || indent.trim() !== '') {
    return array.comma === null
      ? splice(text, last.end, `, ${item}`)
      : splice(text, array.comma + 1, ` ${item},`)
  }
  const eol = text.includes('\r\n') ? '\r\n' : '\n'
  const withComma = array.comma === null ? splice(text, last.end, ',') : text
  // A comment behind the last item stays with it.
  const lineEnd = withComma.indexOf('\n', last.end)
  const closing = end + (withComma.length - text.length) - 1
  const at = lineEnd < 0 || lineEnd > closing ? last.end + 1 : lineEnd - (eol.length - 1)
  return splice(withComma, at, `${eol}${indent}${item}${array.comma === null ? '' : ','}`)
}

function splice(text: string, at: number, insertion: string): string {
  return text.slice(0, at) + insertion + text.slice(at)
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
