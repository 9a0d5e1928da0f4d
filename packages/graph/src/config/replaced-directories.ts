import { asTable, stringOf, stringsOf, tableOf } from '../manifest/toml-table'
import type { ConfigFile } from './config-files'

/** The directories that stand in for registries, as written. */
export function sourceDirectories({ table }: Pick<ConfigFile, 'table'>): string[] {
  const sources = Object.values(tableOf(table, 'source') ?? {}).map(asTable)
  return sources
    .flatMap((source) => [stringOf(source, 'directory'), stringOf(source, 'local-registry')])
    .filter((path) => path !== undefined)
}

/** The directories of crates that `paths` puts in place of crates of the same name, as written. */
export function overrideDirectories({ table }: Pick<ConfigFile, 'table'>): readonly string[] {
  return stringsOf(table, 'paths') ?? []
}
