import { applyEdits, type FormattingOptions, modify } from 'jsonc-parser'
import { parseJsonc } from '../jsonc'
import { NxCraneError } from '../nx-crane-error'

/** Where a value stands in a document: property names, and positions in arrays; -1 appends to an array. */
export type JsonPath = readonly (string | number)[]

/**
 * The document with `value` at `path`, comments and formatting of everything else untouched.
 *
 * @example editJson('{ "a": 1 } // one', ['b'], 2, 'nx.json')
 * @throws NxCraneError `INVALID_JSON` where it cannot be put there, naming the file.
 */
export function editJson(text: string, path: JsonPath, value: unknown, file: string): string {
  const append = path.at(-1) === -1
  refuseUnfitParents(parseJson(text, file), path, file)
  const edits = modify(text, [...path], value, {
    formattingOptions: formattingOf(text),
    isArrayInsertion: append,
    getInsertionIndex: sortedIndex(path),
  })
  return applyEdits(text, edits)
}

/** A value of another type where an object belongs is somebody's mistake, and not overwritten. */
function refuseUnfitParents(document: unknown, path: JsonPath, file: string): void {
  let value = document
  for (const [index, key] of path.entries()) {
    if (value === undefined) return
    const isFit = typeof key === 'number' ? Array.isArray(value) : isObject(value)
    if (!isFit) {
      throw new NxCraneError('INVALID_JSON', {
        message: `${file}: "${path.slice(0, index).join('.')}" is ${describe(value)}, but must be ${typeof key === 'number' ? 'a list' : 'an object'}`,
        hint: 'fix the file and run this again; nothing was changed',
      })
    }
    value = Object.hasOwn(value as object, key)
      ? (value as Readonly<Record<string, unknown>>)[key]
      : undefined
  }
}

function describe(value: unknown): string {
  if (Array.isArray(value)) return 'a list'
  return typeof value === 'object' && value !== null
    ? 'an object'
    : (JSON.stringify(value) ?? 'nothing').slice(0, 80)
}

/**
 * The value of a JSON document that may hold comments and trailing commas, as nx.json and tsconfig.json do.
 *
 * @throws NxCraneError `INVALID_JSON`, naming the file and the line.
 */
export function parseJson(text: string, file: string): Readonly<Record<string, unknown>> {
  const { value, fault } = parseJsonc(text)
  if (fault) {
    throw new NxCraneError('INVALID_JSON', {
      message: `${file}:${fault.line}: ${fault.message}`,
      hint: 'fix the file and run this again; nothing was changed',
    })
  }
  if (isObject(value)) return value
  throw new NxCraneError('INVALID_JSON', {
    message: `${file}:1: this is not an object`,
    hint: 'write { … } and run this again; nothing was changed',
  })
}

/** The object at `key`, or an empty one when there is none. */
export function objectAt(
  value: Readonly<Record<string, unknown>>,
  key: string,
): Readonly<Record<string, unknown>> {
  const found = value[key]
  return isObject(found) ? found : {}
}

/** A value as words: `String` of one that has a `toString` of its own, as a JSON document may, throws. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Dependency tables are kept in order when they are in order; everything else grows at its end. */
function sortedIndex(path: JsonPath): (properties: string[]) => number {
  return (properties) => {
    const name = String(path.at(-1))
    const sorted = properties.every(
      (property, index) => index === 0 || (properties[index - 1] ?? '') <= property,
    )
    const inDependencies = /dependencies$/i.test(String(path.at(-2)))
    const index = inDependencies && sorted ? properties.findIndex((property) => property > name) : -1
    return index === -1 ? properties.length : index
  }
}

function formattingOf(text: string): FormattingOptions {
  const indent = text.match(/\n([ \t]+)\S/)?.[1] ?? '  '
  return {
    insertSpaces: !indent.includes('\t'),
    tabSize: indent.length,
    eol: text.includes('\r\n') ? '\r\n' : '\n',
  }
}
