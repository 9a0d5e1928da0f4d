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
  const mentioned = mentionedDependencies(table)
  for (const [feature, values] of Object.entries(table)) {
    if (!FEATURE_NAME.test(feature)) yield { ...invalidName(feature), feature }
    if (optional.get(feature) && !mentioned.explicit.has(feature) && !mentioned.bySlash.has(feature))
      yield { ...unusedDependency(feature), feature }
    if (!Array.isArray(values)) {
      yield { ...wrongType(feature), feature }
      continue
    }
    for (const value of values) {
      const fault =
        typeof value === 'string'
          ? valueFault(value, { table, optional, explicit: mentioned.explicit })
          : wrongType(feature)
      if (fault) yield { ...fault, feature }
    }
  }
}

interface Known {
  readonly table: TomlTable
  readonly optional: ReadonlyMap<string, boolean>
  readonly explicit: ReadonlySet<string>
}

function valueFault(value: string, { table, optional, explicit }: Known): Fault | null {
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
  if (name === value && optional.get(name) && explicit.has(name)) return hiddenDependency(name)
  return optional.get(name) ? null : unknown(value, `the dependency "${name}" is not optional`)
}

const FEATURE_NAME = /^[\p{XID_Start}_0-9][\p{XID_Continue}+.-]*$/u

/** The dependencies that features name by `dep:` and those of which they enable a feature. */
function mentionedDependencies(table: TomlTable) {
  const explicit = new Set<string>()
  const bySlash = new Set<string>()
  for (const value of Object.values(table).flat()) {
    if (typeof value !== 'string') continue
    const slash = value.indexOf('/')
    if (slash >= 0) bySlash.add(value.slice(0, slash).replace(/\?$/, ''))
    else if (value.startsWith('dep:')) explicit.add(value.slice(4))
  }
  return { explicit, bySlash }
}

function invalidName(feature: string): Fault {
  return {
    code: 'INVALID_FEATURE_NAME',
    message: `${JSON.stringify(feature)} is not a valid feature name`,
    hint: 'name it with letters, digits, "_", "-", "+" and ".", beginning with a letter, a digit or "_"',
  }
}

function unusedDependency(name: string): Fault {
  return {
    code: 'UNUSED_OPTIONAL_DEPENDENCY',
    message: `no feature enables the optional dependency "${name}": the feature of the same name does not mention it`,
    hint: `add "dep:${name}" to the feature "${name}"`,
  }
}

function hiddenDependency(name: string): Fault {
  return {
    code: 'NO_IMPLICIT_FEATURE',
    message: `a feature enables "${name}", but there is no such feature, because "dep:${name}" is used`,
    hint: `write "dep:${name}"`,
  }
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
