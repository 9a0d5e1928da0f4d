export type TomlTable = Readonly<Record<string, unknown>>

/** The value of a key, never one that every JavaScript object has (`constructor` is a fine name for a crate). */
export function entryOf(table: TomlTable | undefined, key: string): unknown {
  const value = table?.[key]
  return value !== undefined && table !== undefined && Object.hasOwn(table, key) ? value : undefined
}

export function tableOf(table: TomlTable | undefined, key: string): TomlTable | undefined {
  return asTable(entryOf(table, key))
}

export function stringOf(table: TomlTable | undefined, key: string): string | undefined {
  const value = entryOf(table, key)
  return typeof value === 'string' ? value : undefined
}

export function booleanOf(table: TomlTable | undefined, key: string): boolean | undefined {
  const value = entryOf(table, key)
  return typeof value === 'boolean' ? value : undefined
}

/** The strings of an array; undefined when there is no array. */
export function stringsOf(table: TomlTable | undefined, key: string): readonly string[] | undefined {
  const value = entryOf(table, key)
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : undefined
}

/** The tables of an array of tables; undefined when there is no array. */
export function tablesOf(table: TomlTable | undefined, key: string): readonly TomlTable[] | undefined {
  const value = entryOf(table, key)
  return Array.isArray(value) ? value.map(asTable).filter((item) => item !== undefined) : undefined
}

export function asTable(value: unknown): TomlTable | undefined {
  return isTable(value) ? value : undefined
}

/** An object of JSON is as good as a table of TOML. */
export function isTable(value: unknown): value is TomlTable {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The entries of a table sorted by key, as Cargo goes through it. */
export function sortedEntries(table: TomlTable | undefined): [string, unknown][] {
  return table === undefined ? [] : Object.entries(table).sort(([a], [b]) => (a < b ? -1 : 1))
}
