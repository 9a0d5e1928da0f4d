import type { DependencyKind } from '../crate'
import type { Fault } from '../faults'
import type { Manifest } from './manifest'
import {
  asTable,
  booleanOf,
  entryOf,
  sortedEntries,
  stringOf,
  stringsOf,
  type TomlTable,
  tableOf,
} from './toml-table'
import { parseVersionRequirement } from './version-requirement'

/** An entry of a dependency table with what it inherits merged in. Nothing is resolved yet. */
export interface DeclaredDependency {
  /** The key it stands under: its name, or its alias. */
  readonly key: string
  readonly kind: DependencyKind
  readonly target: string | null
  readonly version: string | undefined
  /** As written; relative to `pathDir`. */
  readonly path: string | undefined
  readonly pathDir: string
  readonly package: string | undefined
  readonly git: { readonly url: string; readonly reference: string | null } | undefined
  readonly registry: string | null
  readonly optional: boolean
  readonly defaultFeatures: boolean
  readonly features: readonly string[]
  /** The keys that lead to it in its manifest. */
  readonly place: readonly string[]
  /** What is wrong with it, said to its author. */
  readonly fault: Fault | null
}

/**
 * The dependencies a manifest declares, in Cargo's order: normal, dev and build, then those of each target.
 * `root` is the manifest of the workspace it inherits from.
 */
export function declaredDependencies(manifest: Manifest, root: Manifest | undefined): DeclaredDependency[] {
  const declared: DeclaredDependency[] = []
  collect(declared, manifest, root, { tables: manifest.toml, place: [], target: null })
  for (const [target, tables] of sortedEntries(tableOf(manifest.toml, 'target'))) {
    const place = ['target', target]
    collect(declared, manifest, root, { tables: asTable(tables) ?? {}, place, target })
  }
  return declared
}

/** An entry of `[patch]` or `[replace]`: read like a dependency, with no kind of its own. */
export function declaredReplacement(
  manifest: Manifest,
  place: readonly string[],
  entry: { key: string; value: unknown },
): DeclaredDependency {
  const details = detailsOf(entry.value)
  return toDependency(details, { key: entry.key, kind: 'normal', target: null, place, pathDir: manifest.dir })
}

const TABLES: readonly (readonly [DependencyKind, readonly string[]])[] = [
  ['normal', ['dependencies']],
  ['dev', ['dev-dependencies', 'dev_dependencies']],
  ['build', ['build-dependencies', 'build_dependencies']],
]

interface Section {
  readonly tables: TomlTable
  readonly place: readonly string[]
  readonly target: string | null
}

function collect(
  into: DeclaredDependency[],
  manifest: Manifest,
  root: Manifest | undefined,
  { tables, place, target }: Section,
): void {
  for (const [kind, names] of TABLES) {
    const name = names.find((spelling) => tableOf(tables, spelling))
    if (name === undefined) continue
    for (const [key, value] of sortedEntries(tableOf(tables, name))) {
      const entry = { key, kind, target, place: [...place, name, key], pathDir: manifest.dir }
      const details = detailsOf(value)
      into.push(
        entryOf(details, 'workspace') === true ? inherit(details, root, entry) : toDependency(details, entry),
      )
    }
  }
}

type Entry = Pick<DeclaredDependency, 'key' | 'kind' | 'target' | 'place' | 'pathDir'>

/** Cargo adds the member's features, takes `optional` from the member alone, and lets it only switch default features on. */
function inherit(member: TomlTable, root: Manifest | undefined, entry: Entry): DeclaredDependency {
  const inherited = entryOf(tableOf(root?.workspace, 'dependencies'), entry.key)
  if (root === undefined || inherited === undefined) {
    return toDependency({}, entry, missingInheritance(root, entry.key))
  }
  const shared = toDependency(detailsOf(inherited), { ...entry, pathDir: root.dir })
  return {
    ...shared,
    optional: booleanOf(member, 'optional') ?? false,
    defaultFeatures: shared.defaultFeatures || defaultFeatures(member) === true,
    features: [...shared.features, ...(stringsOf(member, 'features') ?? [])],
  }
}

function missingInheritance(root: Manifest | undefined, key: string): Fault {
  return root === undefined
    ? {
        code: 'MISSING_WORKSPACE_ROOT',
        message: `dependency "${key}" is inherited from a workspace, but the crate is in none`,
        hint: 'give the dependency a version or path of its own, or add the crate to the members of a workspace',
      }
    : {
        code: 'NOT_INHERITABLE',
        message: `dependency "${key}" is inherited, but ${root.path} does not define it`,
        hint: `add "${key}" to [workspace.dependencies] in ${root.path}`,
      }
}

function toDependency(details: TomlTable, entry: Entry, fault: Fault | null = null): DeclaredDependency {
  const version = stringOf(details, 'version')
  const path = stringOf(details, 'path')
  const url = stringOf(details, 'git')
  const sourceless = version === undefined && path === undefined && url === undefined
  return {
    ...entry,
    version,
    path,
    package: stringOf(details, 'package'),
    git: url === undefined ? undefined : { url, reference: gitReference(details) },
    registry: stringOf(details, 'registry') ?? stringOf(details, 'registry-index') ?? null,
    optional: booleanOf(details, 'optional') ?? false,
    defaultFeatures: defaultFeatures(details) ?? true,
    features: stringsOf(details, 'features') ?? [],
    fault: fault ?? (sourceless ? noSource(entry.key) : requirementFault(entry.key, version)),
  }
}

function noSource(key: string): Fault {
  return {
    code: 'DEPENDENCY_WITHOUT_SOURCE',
    message: `dependency "${key}" has neither a version nor a path nor a git repository`,
    hint: `write ${key} = "*" or name the version, path or git repository to use`,
  }
}

function requirementFault(key: string, version: string | undefined): Fault | null {
  if (version === undefined || parseVersionRequirement(version)) return null
  return {
    code: 'INVALID_REQUIREMENT',
    message: `dependency "${key}" asks for ${JSON.stringify(version)}, which is not a version requirement`,
    hint: 'write a requirement like "1.2", "=1.2.3" or ">=1, <3"',
  }
}

function gitReference(details: TomlTable): string | null {
  for (const key of ['branch', 'tag', 'rev']) {
    const value = stringOf(details, key)
    if (value !== undefined) return `${key}=${value}`
  }
  return null
}

function defaultFeatures(details: TomlTable): boolean | undefined {
  return booleanOf(details, 'default-features') ?? booleanOf(details, 'default_features')
}

function detailsOf(value: unknown): TomlTable {
  return typeof value === 'string' ? { version: value } : (asTable(value) ?? {})
}
