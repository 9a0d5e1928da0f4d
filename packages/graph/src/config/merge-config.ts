import { asTable } from '../manifest/toml-table'

export type ConfigTable = Readonly<Record<string, unknown>>

/**
 * Two configurations as one, the way Cargo merges: tables by key, lists joined with the weaker's items first,
 * anything else from the stronger. Lists that name one program are not joined: the stronger's counts.
 */
export function mergeConfig(weaker: ConfigTable, stronger: ConfigTable): ConfigTable {
  return mergeTables(weaker, stronger, [])
}

function mergeTables(weaker: ConfigTable, stronger: ConfigTable, path: readonly string[]): ConfigTable {
  const merged = new Map(Object.entries(weaker))
  for (const [key, value] of Object.entries(stronger)) {
    const old = merged.get(key)
    merged.set(key, old === undefined ? value : mergeValues(old, value, [...path, key]))
  }
  return Object.fromEntries(merged)
}

function mergeValues(weaker: unknown, stronger: unknown, path: readonly string[]): unknown {
  if (Array.isArray(weaker) && Array.isArray(stronger))
    return isProgram(path) ? stronger : [...weaker, ...stronger]
  const tables = [asTable(weaker), asTable(stronger)] as const
  return tables[0] && tables[1] ? mergeTables(tables[0], tables[1], path) : stronger
}

const PROGRAMS = [
  ['credential-alias', '*'],
  ['doc', 'browser'],
  ['host', 'runner'],
  ['registries', '*', 'credential-provider'],
  ['registry', 'credential-provider'],
  ['target', '*', 'runner'],
]

function isProgram(path: readonly string[]): boolean {
  return PROGRAMS.some(
    (keys) =>
      keys.length === path.length && keys.every((key, position) => key === '*' || key === path[position]),
  )
}
