import type { CrateDependency } from '../crate'
import type { TomlTable } from './toml-table'

/**
 * `[features]` with the implicit feature of each optional dependency that no `dep:` mentions, sorted by name.
 *
 * @example an optional dependency `log` and no features → { log: ['dep:log'] }
 */
export function crateFeatures(
  table: TomlTable | undefined,
  dependencies: readonly CrateDependency[],
): Record<string, readonly string[]> {
  const features = new Map<string, readonly string[]>()
  const explicit = new Set<string>()
  for (const [name, values] of Object.entries(table ?? {})) {
    const list = Array.isArray(values)
      ? values.filter((value): value is string => typeof value === 'string')
      : []
    features.set(name, list)
    for (const value of list)
      if (value.startsWith('dep:') && !value.includes('/')) explicit.add(value.slice(4))
  }
  for (const dependency of dependencies) {
    const key = dependency.rename ?? dependency.name
    if (dependency.optional && !features.has(key) && !explicit.has(key)) features.set(key, [`dep:${key}`])
  }
  return Object.fromEntries([...features].sort(([a], [b]) => (a < b ? -1 : 1)))
}
