import { parse } from 'smol-toml'
import type { LockedPackage } from '../lock/cargo-lock'
import { asTable, sortedEntries, type TomlTable, tableOf } from '../manifest/toml-table'
import { pathKey, tomlEditor } from './edit-toml'
import { isPatchUsed } from './patch-declaration'

export interface KeptPackages {
  /** Those of all locks. */
  readonly locked: readonly LockedPackage[]
  readonly crateDirs: ReadonlySet<string>
}

/**
 * The text of a file of Cargo's configuration without patches of what does not remain: Cargo would list them as unused in the lock,
 * or miss their crates.
 *
 * @param dir to which the paths in it are relative
 */
export function pruneConfig(text: string, dir: string, { locked, crateDirs }: KeptPackages): string {
  if (!text.includes('patch')) return text
  const patches = sortedEntries(tableOf(parse(text) as TomlTable, 'patch'))
  const dropped = new Set<string>()
  for (const [source, entries] of patches) {
    const declared = sortedEntries(asTable(entries))
    const useless = declared.filter(
      ([key, value]) => !isPatchUsed(key, asTable(value) ?? {}, { locked, dir, crateDirs }),
    )
    if (useless.length === declared.length) dropped.add(pathKey(['patch', source]))
    else for (const [key] of useless) dropped.add(pathKey(['patch', source, key]))
  }
  return dropped.size === 0 ? text : tomlEditor(text)({ dropped, values: new Map() })
}
