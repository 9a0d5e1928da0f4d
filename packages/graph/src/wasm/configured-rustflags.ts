import { wordsOf } from '../config/cargo-config'
import { type TomlTable, tableOf } from '../manifest/toml-table'
import { cfgHolds } from './cfg-expression'

export interface RustflagsSources {
  readonly env: Readonly<Record<string, string | undefined>>
  /** Cargo's configuration files, the least binding first. */
  readonly configs: readonly TomlTable[]
  readonly targetTriple: string
  /** Lines of `rustc --print cfg` for the target. */
  readonly cfg: readonly string[]
}

/**
 * The flags Cargo would give rustc for the target by itself. Who sets `CARGO_ENCODED_RUSTFLAGS` replaces them all, so
 * these must go in again. Cargo takes the first of four sources that is there: two variables, `target`, `build`.
 */
export function configuredRustflags(sources: RustflagsSources): string[] {
  const { env } = sources
  if (env.CARGO_ENCODED_RUSTFLAGS !== undefined) {
    return env.CARGO_ENCODED_RUSTFLAGS === '' ? [] : env.CARGO_ENCODED_RUSTFLAGS.split('\u001f')
  }
  if (env.RUSTFLAGS !== undefined) return words(env.RUSTFLAGS)
  const forTarget = targetFlags(sources)
  return forTarget.length > 0 ? forTarget : buildFlags(sources)
}

/** Those of the triple and of each `cfg(…)` that holds, together. */
function targetFlags({ env, configs, targetTriple, cfg }: RustflagsSources): string[] {
  const tables = configs.map((config) => tableOf(config, 'target'))
  const variable = `CARGO_TARGET_${targetTriple.toUpperCase().replaceAll('-', '_')}_RUSTFLAGS`
  const expressions = [...new Set(tables.flatMap((table) => Object.keys(table ?? {})))]
    .filter((key) => key.startsWith('cfg(') && cfgHolds(key, cfg))
    .sort()
  const flagsOf = (key: string) => tables.flatMap((table) => wordsOf(tableOf(table, key), 'rustflags'))
  return [...flagsOf(targetTriple), ...words(env[variable] ?? ''), ...expressions.flatMap(flagsOf)]
}

function buildFlags({ env, configs }: RustflagsSources): string[] {
  const configured = configs.flatMap((config) => wordsOf(tableOf(config, 'build'), 'rustflags'))
  return [...configured, ...words(env.CARGO_BUILD_RUSTFLAGS ?? '')]
}

function words(text: string): string[] {
  return text.split(' ').filter((word) => word !== '')
}
