import {
  asTable,
  booleanOf,
  entryOf,
  sortedEntries,
  stringOf,
  stringsOf,
  type TomlTable,
  tableOf,
} from '../manifest/toml-table'
import type { ConfigTable } from './merge-config'

/**
 * What of Cargo's configuration reaches compilation. Paths inside the repository are relative to its root; absolute
 * ones stay absolute. Aliases and what only concerns the terminal are left out.
 */
export interface CargoConfig {
  /** The files it was merged from, the strongest first. */
  readonly files: readonly string[]
  readonly build: {
    /** Cargo uses these only where no `target` table gives flags, and neither where `RUSTFLAGS` is set. */
    readonly rustflags: readonly string[]
    readonly rustdocflags: readonly string[]
    /** Triples (or paths of specifications) that are built for when none is asked for. */
    readonly targets: readonly string[]
    readonly targetDir: string | null
    readonly rustc: string | null
    readonly rustcWrapper: string | null
    readonly rustcWorkspaceWrapper: string | null
    readonly incremental: boolean | null
  }
  /** By triple or `cfg(…)`, as written. */
  readonly targets: ReadonlyMap<string, TargetConfig>
  readonly env: ReadonlyMap<string, EnvironmentVariable>
  /** `[profile]`, which overrides the manifest's, as parsed. */
  readonly profiles: Readonly<Record<string, unknown>>
  /** `[source]`: where registries and git repositories are replaced. */
  readonly sources: ReadonlyMap<string, ConfiguredSource>
  /** Index addresses of `[registries]` by name. */
  readonly registries: ReadonlyMap<string, string>
  /** `[patch]`, as parsed. */
  readonly patches: Readonly<Record<string, unknown>>
  /** Directories of crates that `paths` puts in place of crates of the same name. */
  readonly paths: readonly string[]
}

export interface TargetConfig {
  readonly rustflags: readonly string[]
  readonly rustdocflags: readonly string[]
  readonly linker: string | null
  /** The program and its arguments, or null. */
  readonly runner: readonly string[] | null
}

export interface EnvironmentVariable {
  /** A path relative to the repository root when `relative` is set. */
  readonly value: string
  /** Whether it also replaces a value from the environment. */
  readonly force: boolean
  readonly relative: boolean
}

export interface ConfiguredSource {
  readonly replaceWith: string | null
  readonly directory: string | null
  readonly localRegistry: string | null
  readonly registry: string | null
  readonly git: string | null
}

/** The typed view of a merged configuration table. What has another type than Cargo asks for counts as absent. */
export function cargoConfigOf(table: ConfigTable, files: readonly string[]): CargoConfig {
  const build = tableOf(table, 'build')
  return {
    files,
    build: {
      rustflags: wordsOf(build, 'rustflags'),
      rustdocflags: wordsOf(build, 'rustdocflags'),
      targets: stringsOf(build, 'target') ?? [stringOf(build, 'target')].flatMap((each) => each ?? []),
      targetDir: stringOf(build, 'target-dir') ?? null,
      rustc: stringOf(build, 'rustc') ?? null,
      rustcWrapper: stringOf(build, 'rustc-wrapper') ?? null,
      rustcWorkspaceWrapper: stringOf(build, 'rustc-workspace-wrapper') ?? null,
      incremental: booleanOf(build, 'incremental') ?? null,
    },
    targets: mapOf(tableOf(table, 'target'), toTarget),
    env: mapOf(tableOf(table, 'env'), configuredVariable),
    profiles: tableOf(table, 'profile') ?? {},
    sources: mapOf(tableOf(table, 'source'), toSource),
    registries: mapOf(tableOf(table, 'registries'), (each) => stringOf(asTable(each), 'index')),
    patches: tableOf(table, 'patch') ?? {},
    paths: stringsOf(table, 'paths') ?? [],
  }
}

function toTarget(value: unknown): TargetConfig | undefined {
  const table = asTable(value)
  const runner = wordsOf(table, 'runner')
  return (
    table && {
      rustflags: wordsOf(table, 'rustflags'),
      rustdocflags: wordsOf(table, 'rustdocflags'),
      linker: stringOf(table, 'linker') ?? null,
      runner: runner.length === 0 ? null : runner,
    }
  )
}

/** One entry of `[env]`; undefined for what Cargo refuses. Its value is as written. */
export function configuredVariable(value: unknown): EnvironmentVariable | undefined {
  if (typeof value === 'string') return { value, force: false, relative: false }
  const table = asTable(value)
  const text = stringOf(table, 'value')
  if (text === undefined) return undefined
  return {
    value: text,
    force: booleanOf(table, 'force') ?? false,
    relative: booleanOf(table, 'relative') ?? false,
  }
}

function toSource(value: unknown): ConfiguredSource | undefined {
  const table = asTable(value)
  return (
    table && {
      replaceWith: stringOf(table, 'replace-with') ?? null,
      directory: stringOf(table, 'directory') ?? null,
      localRegistry: stringOf(table, 'local-registry') ?? null,
      registry: stringOf(table, 'registry') ?? null,
      git: stringOf(table, 'git') ?? null,
    }
  )
}

/** A list of words, which may also be written as one string with blanks between them. */
export function wordsOf(table: TomlTable | undefined, key: string): readonly string[] {
  const value = entryOf(table, key)
  if (typeof value === 'string') return value.split(/\s+/).filter((word) => word !== '')
  return stringsOf(table, key) ?? []
}

function mapOf<Value>(
  table: TomlTable | undefined,
  convert: (value: unknown) => Value | undefined,
): ReadonlyMap<string, Value> {
  return new Map(
    sortedEntries(table).flatMap(([key, value]) => {
      const converted = convert(value)
      return converted === undefined ? [] : [[key, converted] as const]
    }),
  )
}
