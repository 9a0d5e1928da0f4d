import type { ConfigFile } from '@nx-crane/graph'
import { entryOf, type TomlTable, tableOf } from '@nx-crane/graph'
import { canonicalJson, type KeyInput } from './key-input'

const BUILD_SETTINGS = [
  ...['rustc', 'rustc-wrapper', 'rustc-workspace-wrapper', 'target', 'rustflags', 'incremental'],
]
const DOCUMENTATION_SETTINGS = ['rustdoc', 'rustdocflags']
const SECTIONS = ['env', 'host', 'unstable', 'patch', 'paths']

/** What Cargo's configuration, nearest file first, says to the compiler. Not aliases, registries, networks, colours. */
export function configMeaning(
  configs: readonly ConfigFile[],
  use: {
    readonly profiles: readonly string[] | null
    readonly runs: boolean
    readonly documents: boolean
  },
): KeyInput[] {
  return configs.flatMap(({ name, table }) => {
    const build = tableOf(table, 'build')
    const said: Record<string, unknown> = {}
    // Documentation tests are compiled by rustdoc.
    const settings = [...BUILD_SETTINGS, ...(use.runs || use.documents ? DOCUMENTATION_SETTINGS : [])]
    for (const setting of settings) put(said, `build.${setting}`, entryOf(build, setting))
    for (const section of SECTIONS) put(said, section, entryOf(table, section))
    put(said, 'target', use.runs ? entryOf(table, 'target') : withoutRunners(tableOf(table, 'target') ?? {}))
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
