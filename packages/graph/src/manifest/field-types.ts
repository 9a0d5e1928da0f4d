import type { PlacedFault } from './package-faults'
import { asTable, entryOf, type TomlTable } from './toml-table'

/** What Cargo takes for the value of a key, and how it is written. */
const TYPES = {
  string: { name: 'a string', example: '"…"', accepts: isString },
  boolean: { name: 'true or false', example: 'true or false', accepts: isBoolean },
  strings: { name: 'a list of strings', example: '["…"]', accepts: isStrings },
  stringOrBoolean: {
    ...{ name: 'a string, true or false', example: '"…"' },
    accepts: (value: unknown) => isString(value) || isBoolean(value),
  },
  stringsOrBoolean: {
    ...{ name: 'a list of strings, true or false', example: '["…"], true or false' },
    accepts: (value: unknown) => isStrings(value) || isBoolean(value),
  },
  table: { name: 'a table', example: '{ … }', accepts: (value: unknown) => asTable(value) !== undefined },
} as const

export type FieldTypes = Readonly<Record<string, keyof typeof TYPES>>

/** The fields of a table with a value that Cargo refuses for its type. `place` are the keys that lead to the table. */
export function* typeFaults(
  table: TomlTable | undefined,
  types: FieldTypes,
  { place, inheritable }: { place: readonly (string | number)[]; inheritable: boolean },
): Generator<PlacedFault> {
  for (const field in table) {
    const type = entryOf(types, field) as keyof typeof TYPES | undefined
    const value = entryOf(table, field)
    if (type === undefined || TYPES[type].accepts(value)) continue
    if (inheritable && entryOf(asTable(value), 'workspace') === true) continue
    yield { ...wrongType(field, type, value), key: [...place, field] }
  }
}

function wrongType(field: string, type: keyof typeof TYPES, value: unknown) {
  const { name, example } = TYPES[type]
  const text = isString(value) ? JSON.stringify(value) : undefined
  const corrected =
    type === 'strings' && text !== undefined
      ? `[${text}]`
      : type === 'string' && typeof value === 'number'
        ? `"${value}"`
        : example
  return {
    code: 'WRONG_TYPE',
    message: `${field} is not ${name}`,
    hint: `write ${field} = ${field === 'version' ? example : corrected}`,
  }
}

function isString(value: unknown): value is string {
  return typeof value === 'string'
}

function isBoolean(value: unknown): boolean {
  return typeof value === 'boolean'
}

function isStrings(value: unknown): boolean {
  return Array.isArray(value) && value.every(isString)
}
