import { isDeepJson } from './json-depth'

/** A place of a package.json that names a file or a directory of the package. */
export interface PackageEntry {
  /** As written. */
  readonly path: string
  readonly field: EntryField
  /** Of `exports`: the subpath and the conditions on the way, outermost first: `['.', 'node', 'require']`. */
  readonly keys: readonly string[]
  /** From 1. */
  readonly line: number
}

export type EntryField = 'main' | 'module' | 'browser' | 'types' | 'typings' | 'exports' | 'files'

const FIELDS: readonly EntryField[] = ['main', 'module', 'browser', 'types', 'typings', 'exports', 'files']

/** All entries of the text of a package.json, in the order of the fields; none of a broken one, which is told elsewhere. */
export function packageEntries(text: string): PackageEntry[] {
  const json = parsed(text)
  const entries: PackageEntry[] = []
  const walk = (value: unknown, field: EntryField, keys: readonly string[]) => {
    if (typeof value === 'string')
      entries.push({ path: value, field, keys, line: lineOf(text, field, value) })
    else if (Array.isArray(value)) for (const item of value) walk(item, field, keys)
    else if (typeof value === 'object' && value !== null)
      for (const [key, nested] of Object.entries(value)) walk(nested, field, [...keys, key])
  }
  for (const field of FIELDS) walk(json[field], field, [])
  return entries
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    if (isDeepJson(text)) return {}
    const json: unknown = JSON.parse(text.replace(/^\uFEFF/, ''))
    return typeof json === 'object' && json !== null ? (json as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}

/** The first line at or after the field's that holds the path. */
function lineOf(text: string, field: string, path: string): number {
  const start = Math.max(0, text.indexOf(`"${field}"`))
  const found = text.indexOf(JSON.stringify(path), start)
  return text.slice(0, found === -1 ? start : found).split('\n').length
}
