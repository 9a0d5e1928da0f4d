import type { Fault } from '../faults'
import { type FieldTypes, typeFaults } from './field-types'
import type { Manifest } from './manifest'
import { booleanOf, entryOf, tableOf } from './toml-table'
import { resolverFaults } from './workspace-faults'

export interface PackageSettings {
  readonly version: string
  readonly edition: string
  readonly rustVersion: string | undefined
  /** Whether it is to be published, by its own words or those of its workspace. */
  readonly publishes: boolean
  /** Whether the workspace has lints to inherit. */
  readonly lints: boolean
}

export type PlacedFault = Fault & { readonly key: readonly (string | number)[] }

/** What Cargo would refuse in the `[package]` and `[lints]` tables of a crate whose name is fine. */
export function* packageFaults(manifest: Manifest, settings: PackageSettings): Generator<PlacedFault> {
  const { toml, package: table } = manifest
  yield* typeFaults(table, FIELDS, { place: ['package'], inheritable: false })
  yield* typeFaults(table, INHERITABLE_FIELDS, { place: ['package'], inheritable: true })
  if (typeof entryOf(table, 'version') === 'string')
    yield* versionFault(settings.version, ['package', 'version'])
  const rust = entryOf(table, 'rust-version')
  if (typeof rust === 'string') yield* rustVersionFault(rust, ['package', 'rust-version'])
  yield* oldRustFault(settings)
  yield* resolverFaults(entryOf(table, 'resolver'), ['package', 'resolver'])
  if (entryOf(table, 'resolver') !== undefined && entryOf(manifest.workspace, 'resolver') !== undefined) {
    yield {
      ...{ key: ['package', 'resolver'], code: 'RESOLVER_TWICE' },
      message: 'the resolver is set in [package] and in [workspace]',
      hint: 'remove resolver from [package]',
    }
  }
  if (settings.publishes && entryOf(table, 'version') === undefined) {
    yield {
      ...{ key: ['package', 'name'], code: 'PUBLISHED_WITHOUT_VERSION' },
      message: 'the crate is to be published but has no version',
      hint: 'add a version such as version = "0.1.0", or write publish = false',
    }
  }
  if (!EDITIONS.has(settings.edition)) {
    yield {
      ...{ key: ['package', 'edition'], code: 'UNKNOWN_EDITION' },
      message: `${JSON.stringify(settings.edition)} is not a Rust edition`,
      hint: `write one of ${[...EDITIONS].join(', ')}`,
    }
  }
  if (booleanOf(tableOf(toml, 'lints'), 'workspace') && !settings.lints) {
    yield {
      ...{ key: ['lints', 'workspace'], code: 'NOT_INHERITABLE' },
      message: 'the lints are inherited, but the workspace defines none',
      hint: 'add [workspace.lints] to the root manifest, or remove lints.workspace here',
    }
  }
}

/** A fault when a version is none. */
export function* versionFault(version: string, key: readonly string[]): Generator<PlacedFault> {
  if (VERSION.test(version)) return
  yield {
    ...{ key, code: 'INVALID_VERSION' },
    message: `the version ${JSON.stringify(version)} is not of the form 1.2.3`,
    hint: 'write major.minor.patch',
  }
}

/** A fault when a `rust-version` is none. */
export function* rustVersionFault(version: string, key: readonly string[]): Generator<PlacedFault> {
  if (RUST_VERSION.test(version.trim())) return
  yield {
    ...{ key, code: 'INVALID_RUST_VERSION' },
    message: `the rust-version ${JSON.stringify(version)} is not of the form 1.70 or 1.70.1`,
    hint: 'write a plain Rust version, as in rust-version = "1.85"',
  }
}

/** Cargo compares as a caret requirement does: a major version other than 1 is refused too. */
function* oldRustFault({ edition, rustVersion }: PackageSettings): Generator<PlacedFault> {
  const least = FIRST_MINOR.get(edition)
  if (rustVersion === undefined || least === undefined || !RUST_VERSION.test(rustVersion.trim())) return
  const [major = 0, minor = 0] = rustVersion.trim().split('.').map(Number)
  if (major === 1 && minor >= least) return
  yield {
    ...{ key: ['package', 'rust-version'], code: 'RUST_TOO_OLD_FOR_EDITION' },
    message: `rust-version ${JSON.stringify(rustVersion)} does not support edition ${edition}, which came with Rust 1.${least}`,
    hint: `write rust-version = "1.${least}" or a later 1.x, or an earlier edition`,
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
      key === 'dependencies'
        ? 'rename it to [workspace.dependencies]'
        : 'move it to the crate that it belongs to',
  }
}

const VERSION =
  /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?(\+[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?$/

const RUST_VERSION = /^(0|[1-9]\d*)(\.(0|[1-9]\d*)){0,2}$/

/** By edition, the first Rust 1.x that knows it. */
const FIRST_MINOR = new Map([
  ['2018', 31],
  ['2021', 56],
  ['2024', 85],
])

const EDITIONS = new Set(['2015', '2018', '2021', '2024'])

const PACKAGE_TABLES = [
  ...['dependencies', 'dev-dependencies', 'dev_dependencies', 'build-dependencies', 'build_dependencies'],
  ...['features', 'target', 'lib', 'bin', 'example', 'test', 'bench', 'lints', 'badges'],
]

/** Fields that a crate may take from its workspace. */
export const INHERITABLE_FIELDS: FieldTypes = {
  ...{ version: 'string', edition: 'string', 'rust-version': 'string', description: 'string' },
  ...{ homepage: 'string', documentation: 'string', repository: 'string', license: 'string' },
  ...{ 'license-file': 'string', readme: 'stringOrBoolean', publish: 'stringsOrBoolean' },
  ...{
    authors: 'strings',
    keywords: 'strings',
    categories: 'strings',
    include: 'strings',
    exclude: 'strings',
  },
}

const FIELDS: FieldTypes = {
  ...{ links: 'string', 'default-run': 'string', workspace: 'string' },
  ...{ autolib: 'boolean', autobins: 'boolean', autoexamples: 'boolean', autotests: 'boolean' },
  autobenches: 'boolean',
}
