import type { Crate, SourceTree } from '@nx-crane/graph'
import { entryOf, PackageRules, type TomlTable, tableOf } from '@nx-crane/graph'
import { parse } from 'smol-toml'

/** The tables of manifests that are no part of the crate graph: profiles, lints, what only `CARGO_PKG_…` tells. */
export class ManifestTables {
  readonly #tree: SourceTree
  readonly #parsed = new Map<string, TomlTable>()

  constructor(tree: SourceTree) {
    this.#tree = tree
  }

  /** `[profile]` of the root manifest of a workspace. */
  profiles(manifest: string): TomlTable {
    return (this.#mentions(manifest, 'profile') ? tableOf(this.#table(manifest), 'profile') : undefined) ?? {}
  }

  /** `[lints]` of a crate, inherited ones resolved. */
  lints(crate: Crate): TomlTable {
    if (!this.#mentions(crate.id, 'lints')) return {}
    const own = tableOf(this.#table(crate.id), 'lints')
    if (entryOf(own, 'workspace') !== true) return own ?? {}
    return tableOf(tableOf(this.#table(crate.workspace), 'workspace'), 'lints') ?? {}
  }

  /** The value of a field of `[package]`, inherited ones resolved: what Cargo puts into `CARGO_PKG_<FIELD>`. */
  packageField(crate: Crate, variable: string): unknown {
    const field = variable.toLowerCase().replaceAll('_', '-')
    const own = entryOf(tableOf(this.#table(crate.id), 'package'), field)
    const isInherited = typeof own === 'object' && own !== null && 'workspace' in own
    if (!isInherited) return own ?? null
    const workspace = tableOf(tableOf(this.#table(crate.workspace), 'workspace'), 'package')
    return entryOf(workspace, field) ?? null
  }

  /** Which files Cargo counts to the package of a crate. */
  packageRules(crate: Crate): PackageRules {
    const patterns = (field: string) => {
      const said = this.#mentions(crate.id, field) ? this.packageField(crate, field) : null
      return Array.isArray(said)
        ? said.filter((pattern): pattern is string => typeof pattern === 'string')
        : []
    }
    return new PackageRules({ include: patterns('include'), exclude: patterns('exclude') })
  }

  // Parsing costs far more than looking for a word, and few manifests have any of these.
  #mentions(manifest: string, word: string): boolean {
    return this.#tree.read(manifest)?.includes(word) ?? false
  }

  #table(manifest: string): TomlTable {
    let table = this.#parsed.get(manifest)
    if (table === undefined) {
      table = parseTable(this.#tree.read(manifest))
      this.#parsed.set(manifest, table)
    }
    return table
  }
}

/** What is no TOML has its diagnostic from the crate graph already. */
function parseTable(text: string | undefined): TomlTable {
  try {
    return parse(text ?? '')
  } catch {
    return {}
  }
}
