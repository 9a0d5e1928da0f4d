import { insertItem, lineEndOf, splice } from './insert-item'
import { parseManifest } from './parse-manifest'
import { scanToml } from './scan-toml'
import { stringsOf, type TomlTable, tableOf } from './toml-table'

/** What `[package.metadata.nx-crane]` of a crate gets in addition. */
export interface AddedReads {
  /** Globs from the crate's directory. An empty list is written where there is none: it says that nothing else is read. */
  readonly include: readonly string[]
  readonly env: readonly string[]
}

const TABLE = 'package.metadata.nx-crane'
const FIELDS = ['include', 'env'] as const

/**
 * A manifest that declares more reads, all else as it was: comments, order, line ends. Null where the table or a list in it is written
 * in a way that cannot be added to; what is returned has been read again, and says the same as before but for what was added.
 *
 * @example addDeclaredReads('[package]\nname = "a"\n', { include: ['../x'], env: [] })
 * // → '[package]\nname = "a"\n\n[package.metadata.nx-crane]\ninclude = ["../x"]\n'
 */
export function addDeclaredReads(text: string, added: AddedReads): string | null {
  let edited: string | null = text
  for (const field of FIELDS) edited = edited && addTo(edited, field, added)
  return edited !== null && saysOnlyMore(text, edited, added) ? edited : null
}

function addTo(text: string, field: (typeof FIELDS)[number], added: AddedReads): string | null {
  const items = added[field].map((item) => JSON.stringify(item))
  const list = findList(text, field)
  if (list === undefined) return isNeeded(text, field, added) ? createList(text, field, items) : text
  let edited = text
  for (const item of items) {
    const place = findList(edited, field)
    if (!place?.array) return null
    edited = insertItem(edited, place, item)
  }
  return edited
}

function findList(text: string, field: string) {
  return scanToml(text).values.find(({ key }) => key === `${TABLE}.${field}`)
}

/** Without either list a manifest declares nothing. */
function isNeeded(text: string, field: (typeof FIELDS)[number], { include, env }: AddedReads): boolean {
  if (field === 'env') return env.length > 0
  return include.length > 0 || (env.length === 0 && findList(text, 'env') === undefined)
}

function createList(text: string, field: string, items: readonly string[]): string {
  const eol = lineEndOf(text)
  const { tables, values } = scanToml(text)
  const line = `${field} = ${printList(field, items, eol)}`
  const header = tables.find(({ key }) => key === TABLE)
  if (header) {
    // Behind the other list, where this call or a person has written one.
    const last = values.findLast(({ key }) => key === `${TABLE}.include`)
    return splice(text, last && field === 'env' ? lineEnd(text, last.end) : header.end, `${eol}${line}`)
  }
  const gap = text === '' ? '' : text.endsWith('\n') ? eol : eol + eol
  return `${text}${gap}[${TABLE}]${eol}${line}${eol}`
}

/** The end of the line at `at`: a comment there belongs to what it stands behind. */
function lineEnd(text: string, at: number): number {
  const end = text.slice(at).search(/\r?\n|$/)
  return at + end
}

const LONGEST_LINE = 100

function printList(field: string, items: readonly string[], eol: string): string {
  const line = `[${items.join(', ')}]`
  if (field.length + line.length + 3 <= LONGEST_LINE) return line
  return `[${eol}${items.map((item) => `  ${item},${eol}`).join('')}]`
}

function saysOnlyMore(before: string, after: string, added: AddedReads): boolean {
  const [old, now] = [parseManifest(before), parseManifest(after)]
  if ('fault' in old || 'fault' in now) return false
  const [declared, declares] = [declarationOf(old.toml), declarationOf(now.toml)]
  return (
    FIELDS.every((field) => {
      const expected = [...(stringsOf(declared, field) ?? []), ...added[field]]
      return JSON.stringify(stringsOf(declares, field) ?? []) === JSON.stringify(expected)
    }) && otherwise(old.toml) === otherwise(now.toml)
  )
}

function declarationOf(toml: TomlTable): TomlTable | undefined {
  return tableOf(tableOf(tableOf(toml, 'package'), 'metadata'), 'nx-crane')
}

/** All that a manifest says but what it declares. */
function otherwise(toml: TomlTable): string {
  const { package: described, ...others } = toml
  const { metadata, ...fields } = (described ?? {}) as TomlTable
  const { 'nx-crane': settings, ...further } = (metadata ?? {}) as TomlTable
  const { include: _include, env: _env, ...rest } = (settings ?? {}) as TomlTable
  return JSON.stringify([others, fields, further, rest])
}
