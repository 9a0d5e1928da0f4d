import type { DependencyKind } from '../crate'
import type { Fault } from '../faults'
import { featureFault, memberFault } from './dependency-faults'
import {
  type DependencySpecification,
  defaultFeaturesOf,
  dependencySpecification,
} from './dependency-specification'
import { oldSpellingFault } from './edition-faults'
import type { InheritableDependencies } from './inheritable-dependencies'
import type { Manifest } from './manifest'
import { canonicalPlatform } from './platform'
import { asTable, booleanOf, entryOf, sortedEntries, stringsOf, type TomlTable, tableOf } from './toml-table'

/** An entry of a dependency table with what it inherits merged in. Nothing is resolved yet. */
export interface DeclaredDependency {
  /** The key it stands under: its name, or its alias. */
  readonly key: string
  readonly kind: DependencyKind
  readonly target: string | null
  readonly optional: boolean
  readonly defaultFeatures: boolean
  readonly features: readonly string[]
  /** The rest of what it says, shared between the crates that inherit it. */
  readonly specification: DependencySpecification
  /** The keys that lead to the table it stands in. */
  readonly table: readonly string[]
  readonly fault: Fault | null
  /** Where in the root manifest the fault lies, null for one of the crate's own. */
  readonly place: readonly string[] | null
}

/** The dependencies a manifest declares, in Cargo's order: normal, dev and build, then those of each target. */
export function declaredDependencies(
  manifest: Manifest,
  inheritable: InheritableDependencies | undefined,
  edition: string,
): DeclaredDependency[] {
  const declared: DeclaredDependency[] = []
  const context = { manifest, inheritable, declared, edition }
  collect(context, { tables: manifest.toml, place: [], target: null })
  for (const [target, tables] of sortedEntries(tableOf(manifest.toml, 'target'))) {
    collect(context, {
      tables: asTable(tables) ?? {},
      place: ['target', target],
      target: canonicalPlatform(target),
    })
  }
  return declared
}

interface Context {
  readonly manifest: Manifest
  readonly inheritable: InheritableDependencies | undefined
  readonly declared: DeclaredDependency[]
  readonly edition: string
}

interface Section {
  readonly tables: TomlTable
  readonly place: readonly string[]
  readonly target: string | null
}

const TABLES: readonly (readonly [DependencyKind, readonly string[]])[] = [
  ['normal', ['dependencies']],
  ['dev', ['dev-dependencies', 'dev_dependencies']],
  ['build', ['build-dependencies', 'build_dependencies']],
]

function collect(context: Context, { tables, place, target }: Section): void {
  const { manifest, declared } = context
  for (const [kind, names] of TABLES) {
    const name = names.find((spelling) => tableOf(tables, spelling))
    if (name === undefined) continue
    const table = [...place, name]
    for (const [key, value] of sortedEntries(tableOf(tables, name))) {
      const member = asTable(value)
      if (entryOf(member, 'workspace') === true) {
        declared.push(inherited(member ?? {}, { key, kind, target, table }, context))
        continue
      }
      const specification = dependencySpecification(key, value, manifest.dir)
      const { optional, features } = specification
      const fault =
        specification.fault ??
        ownFault({ key, kind, table }, { edition: context.edition, optional, specification })
      const defaultFeatures = specification.defaultFeatures ?? true
      declared.push({
        key,
        kind,
        target,
        optional,
        defaultFeatures,
        features,
        specification,
        table,
        fault,
        place: null,
      })
    }
  }
}

type Entry = Pick<DeclaredDependency, 'key' | 'kind' | 'target' | 'table'>

/** Cargo adds the member's features, takes `optional` from the member alone, and lets it only switch default features on. */
function inherited(
  member: TomlTable,
  { key, kind, target, table }: Entry,
  { inheritable, edition }: Context,
): DeclaredDependency {
  const shared = inheritable?.find(key)
  const specification = shared ?? dependencySpecification(key, {}, '')
  const features = stringsOf(member, 'features')
  const optional = booleanOf(member, 'optional') ?? false
  const old = shared?.oldSpelling && edition === '2024' ? oldSpelling(key) : null
  const sharedFault = shared?.fault ?? (shared && featureFault(key, shared.features)) ?? old
  return {
    key,
    kind,
    target,
    table,
    specification,
    optional,
    defaultFeatures: (specification.defaultFeatures ?? true) || defaultFeaturesOf(member) === true,
    features: features ? [...specification.features, ...features] : specification.features,
    fault: shared
      ? (sharedFault ??
        memberFault(key, member) ??
        optionalFault({ key, kind }, optional) ??
        defaultFeaturesFault(member, shared, { key, edition, root: inheritable?.file ?? '' }))
      : missingInheritance(key, inheritable?.file),
    place: sharedFault ? ['workspace', 'dependencies', key] : null,
  }
}

interface Own {
  readonly edition: string
  readonly optional: boolean
  readonly specification: DependencySpecification
}

function ownFault(
  entry: Pick<Entry, 'key' | 'kind' | 'table'>,
  { edition, optional, specification }: Own,
): Fault | null {
  if (specification.oldSpelling && edition === '2024') return oldSpelling(entry.key)
  return optionalFault(entry, optional)
}

function oldSpelling(key: string): Fault {
  return oldSpellingFault({ old: 'default_features', where: `dependency "${key}"`, both: false })
}

function optionalFault({ key, kind }: Pick<Entry, 'key' | 'kind'>, optional: boolean): Fault | null {
  if (kind !== 'dev' || !optional) return null
  return {
    code: 'OPTIONAL_DEV_DEPENDENCY',
    message: `the dev-dependency "${key}" is optional, but dev-dependencies cannot be`,
    hint: 'remove optional, or move the dependency to [dependencies]',
  }
}

/** Before edition 2024 Cargo ignores it with a warning. */
function defaultFeaturesFault(
  member: TomlTable,
  shared: DependencySpecification,
  { key, edition, root }: { key: string; edition: string; root: string },
): Fault | null {
  if (edition !== '2024' || defaultFeaturesOf(member) !== false || shared.defaultFeatures === false)
    return null
  return {
    code: 'DEFAULT_FEATURES_OF_WORKSPACE',
    message: `dependency "${key}" is inherited without its default features, but ${root} does not turn them off`,
    hint: `add default-features = false to "${key}" in [workspace.dependencies] of ${root}, or remove it here`,
  }
}

function missingInheritance(key: string, root: string | undefined): Fault {
  if (root !== undefined) {
    return {
      code: 'NOT_INHERITABLE',
      message: `dependency "${key}" is inherited, but ${root} does not define it`,
      hint: `add "${key}" to [workspace.dependencies] in ${root}`,
    }
  }
  return {
    code: 'MISSING_WORKSPACE_ROOT',
    message: `dependency "${key}" is inherited from a workspace, but the crate is in none`,
    hint: 'give the dependency a version or path of its own, or add the crate to the members of a workspace',
  }
}
