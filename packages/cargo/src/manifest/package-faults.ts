import type { Fault } from '../faults'
import type { Manifest } from './manifest'
import { asTable, booleanOf, entryOf, type TomlTable, tableOf } from './toml-table'

export interface PackageSettings {
  readonly version: string
  readonly edition: string
  /** Whether the workspace has lints to inherit. */
  readonly lints: boolean
}

export type PlacedFault = Fault & { readonly key: readonly string[] }

/** What Cargo would refuse in the `[package]` and `[lints]` tables of a crate whose name is fine. */
export function* packageFaults(manifest: Manifest, settings: PackageSettings): Generator<PlacedFault> {
  for (const field of ['version', 'edition', 'description', 'rust-version'])
    yield* stringFault(manifest.package, field)
  if (!VERSION.test(settings.version)) {
    yield {
      ...{ key: ['package', 'version'], code: 'INVALID_VERSION' },
      message: `the version ${JSON.stringify(settings.version)} is not of the form 1.2.3`,
      hint: 'write major.minor.patch',
    }
  }
  if (!EDITIONS.has(settings.edition)) {
    yield {
      ...{ key: ['package', 'edition'], code: 'UNKNOWN_EDITION' },
      message: `${JSON.stringify(settings.edition)} is not an edition of Rust`,
      hint: `write one of ${[...EDITIONS].join(', ')}`,
    }
  }
  if (booleanOf(tableOf(manifest.toml, 'lints'), 'workspace') && !settings.lints) {
    yield {
      ...{ key: ['lints', 'workspace'], code: 'NOT_INHERITABLE' },
      message: 'the lints are inherited, but the workspace defines none',
      hint: 'add [workspace.lints] to the root manifest, or remove lints.workspace here',
    }
  }
}

/** What Cargo would refuse in a manifest without a `[package]` table. */
export function virtualFault({ toml, workspace }: Manifest): PlacedFault | null {
  if (!workspace) {
    return {
      ...{ key: [], code: 'NOT_A_MANIFEST' },
      message: 'the manifest has neither a [package] nor a [workspace] table',
      hint: 'add one of them, or remove the file',
    }
  }
  const key = PACKAGE_TABLES.find((table) => entryOf(toml, table) !== undefined)
  if (key === undefined) return null
  return {
    ...{ key: [key], code: 'TABLE_WITHOUT_PACKAGE' },
    message: `the manifest of a workspace has a [${key}] table but no [package]`,
    hint:
      key === 'dependencies' ? 'call it [workspace.dependencies]' : 'move it to the crate that it belongs to',
  }
}

const VERSION =
  /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?(\+[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?$/

const EDITIONS = new Set(['2015', '2018', '2021', '2024'])

const PACKAGE_TABLES = [
  ...['dependencies', 'dev-dependencies', 'dev_dependencies', 'build-dependencies', 'build_dependencies'],
  ...['features', 'target', 'lib', 'bin', 'example', 'test', 'bench', 'lints', 'badges'],
]

function* stringFault(table: TomlTable | undefined, field: string): Generator<PlacedFault> {
  const value = entryOf(table, field)
  if (value === undefined || typeof value === 'string' || entryOf(asTable(value), 'workspace') === true)
    return
  yield {
    ...{ key: ['package', field], code: 'WRONG_TYPE' },
    message: `${field} is not a string`,
    hint: `write ${field} = "…"`,
  }
}
