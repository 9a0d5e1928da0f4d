import { entryOf, type TomlTable } from '../manifest/toml-table'

const BUILT_IN: Readonly<Record<string, string>> = { test: 'dev', bench: 'release', doc: 'dev' }

/** The profile that one inherits from, as its table says or Cargo has it; undefined for `dev` and `release`. */
export function parentProfile(name: string, table: TomlTable | undefined): string | undefined {
  const parent = entryOf(table, 'inherits')
  return typeof parent === 'string' ? parent : BUILT_IN[name]
}
