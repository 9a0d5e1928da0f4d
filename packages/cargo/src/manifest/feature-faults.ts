import type { CrateDependency } from '../crate'
import type { Fault } from '../faults'
import type { TomlTable } from './toml-table'

export type FeatureFault = Fault & { readonly feature: string }

/** The features that Cargo would refuse: those that enable what does not exist or cannot be enabled. */
export function* featureFaults(
  table: TomlTable | undefined,
  dependencies: readonly CrateDependency[],
): Generator<FeatureFault> {
  if (!table) return
  const optional = new Map<string, boolean>()
  for (const dependency of dependencies) {
    const key = dependency.rename ?? dependency.name
    optional.set(key, optional.get(key) === true || dependency.optional)
  }
  for (const [feature, values] of Object.entries(table)) {
    if (!Array.isArray(values)) {
      yield { ...wrongType(feature), feature }
      continue
    }
    for (const value of values) {
      const fault = typeof value === 'string' ? valueFault(value, { table, optional }) : wrongType(feature)
      if (fault) yield { ...fault, feature }
    }
  }
}

interface Known {
  readonly table: TomlTable
  readonly optional: ReadonlyMap<string, boolean>
}

function valueFault(value: string, { table, optional }: Known): Fault | null {
  const slash = value.indexOf('/')
  if (slash >= 0) {
    const weak = value[slash - 1] === '?'
    const name = value.slice(0, weak ? slash - 1 : slash)
    if (!optional.has(name)) return unknown(value, `"${name}" is not a dependency`)
    return weak && !optional.get(name)
      ? unknown(value, `"${name}" is not optional, so it needs no "?"`)
      : null
  }
  const name = value.startsWith('dep:') ? value.slice(4) : value
  if (name === value && Object.hasOwn(table, name)) return null
  if (!optional.has(name))
    return unknown(
      value,
      name === value
        ? 'there is neither a feature nor a dependency of that name'
        : 'there is no such dependency',
    )
  return optional.get(name) ? null : unknown(value, `the dependency "${name}" is not optional`)
}

function unknown(value: string, reason: string): Fault {
  return {
    code: 'UNKNOWN_FEATURE',
    message: `a feature enables ${JSON.stringify(value)}, but ${reason}`,
    hint: 'correct the name, or add the feature or the optional dependency',
  }
}

function wrongType(feature: string): Fault {
  return {
    code: 'WRONG_TYPE',
    message: `the feature ${JSON.stringify(feature)} is not a list of strings`,
    hint: 'write a list of the features and dependencies that it enables',
  }
}
