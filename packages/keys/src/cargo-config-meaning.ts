import type { ConfigFile } from '@nx-crane/graph'
import { entryOf, type TomlTable, tableOf } from '@nx-crane/graph'
import { canonicalJson, type KeyInput } from './key-input'

const BUILD_SETTINGS = [
  ...['rustc', 'rustc-wrapper', 'rustc-workspace-wrapper', 'target', 'rustflags', 'incremental'],
]
const DOCUMENTATION_SETTINGS = ['rustdoc', 'rustdocflags']
const SECTIONS = ['host', 'unstable', 'patch', 'paths']

/** Which settings reach a task. */
export interface ConfigUse {
  /** Null for all. */
  readonly profiles: readonly string[] | null
  readonly runs: boolean
  readonly documents: boolean
  /** Whoever asks for another one of `[env]` has it in its key as he has other variables. */
  isVariableUsed(name: string): boolean
  /** Of `[target.<name>]`. */
  isTargetUsed(name: string): boolean
}

/** What Cargo's configuration, nearest file first, says to the compiler. Not aliases, registries, networks, colours. */
export function configMeaning(configs: readonly ConfigFile[], use: ConfigUse): KeyInput[] {
  return configs.flatMap(({ name, table }) => {
    const build = tableOf(table, 'build')
    const said: Record<string, unknown> = {}
    // Documentation tests are compiled by rustdoc.
    const settings = [...BUILD_SETTINGS, ...(use.runs || use.documents ? DOCUMENTATION_SETTINGS : [])]
    for (const setting of settings) put(said, `build.${setting}`, entryOf(build, setting))
    put(said, 'env', entriesOf(tableOf(table, 'env'), use.isVariableUsed))
    for (const section of SECTIONS) put(said, section, entryOf(table, section))
    const targets = entriesOf(tableOf(table, 'target'), use.isTargetUsed)
    put(said, 'target', use.runs ? targets : withoutRunners(targets))
    put(said, 'profile', usedProfiles(tableOf(table, 'profile') ?? {}, use.profiles))
    return Object.entries(said).map(([what, value]) => ({
      what: `configuration: ${what} of ${name}`,
      value: canonicalJson(value),
    }))
  })
}

/** What the profiles of a root manifest say: some of them, or all where `used` is null. */
export function profileMeaning(profiles: TomlTable, used: readonly string[] | null): KeyInput[] {
  return Object.entries(usedProfiles(profiles, used))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => ({ what: `profile: ${name}`, value: canonicalJson(value) }))
}

function usedProfiles(profiles: TomlTable, used: readonly string[] | null): TomlTable {
  if (used === null) return profiles
  const tables = used.map((name) => [name, tableOf(profiles, name) ?? {}] as const)
  return Object.fromEntries(tables.filter(([, table]) => Object.keys(table).length > 0))
}

function entriesOf(table: TomlTable | undefined, isUsed: (name: string) => boolean): TomlTable {
  return Object.fromEntries(Object.entries(table ?? {}).filter(([name]) => isUsed(name)))
}

/** A runner starts what is compiled and is no part of it. */
function withoutRunners(targets: TomlTable): TomlTable {
  const kept = Object.keys(targets).flatMap((target) => {
    const { runner, ...rest } = tableOf(targets, target) ?? {}
    return runner !== undefined && Object.keys(rest).length === 0 ? [] : [[target, rest] as const]
  })
  return Object.fromEntries(kept)
}

function put(into: Record<string, unknown>, key: string, value: unknown): void {
  const isEmpty = typeof value === 'object' && value !== null && Object.keys(value).length === 0
  if (value !== undefined && !isEmpty) into[key] = value
}
