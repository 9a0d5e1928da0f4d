import type { DependencySource } from '../crate'
import type { Fault } from '../faults'
import { childPath, normalizePath, resolvePath } from '../repository-path'
import { dependencyFault } from './dependency-faults'
import { asTable, booleanOf, entryOf, stringOf, stringsOf, type TomlTable } from './toml-table'
import { parseVersionRequirement, printVersionRequirement } from './version-requirement'

/** What one entry of a dependency table says, or one of `workspace.dependencies` that several crates share. */
export interface DependencySpecification {
  readonly package: string | undefined
  readonly version: string | undefined
  /** The requirement as `cargo metadata` prints it. */
  readonly requirement: string
  /** The path as written. */
  readonly path: string | undefined
  /** The manifest that the path leads to: null outside the repository, undefined without a path. */
  readonly manifest: string | null | undefined
  readonly source: DependencySource
  readonly optional: boolean
  readonly defaultFeatures: boolean | undefined
  readonly features: readonly string[]
  /** Whether it says `default_features`, which edition 2024 refuses. */
  readonly oldSpelling: boolean
  readonly fault: Fault | null
}

/** The specification of the dependency `key`, as the manifest in `dir` writes it: a version or a table. */
export function dependencySpecification(key: string, value: unknown, dir: string): DependencySpecification {
  const table = asTable(value)
  const version = typeof value === 'string' ? value : stringOf(table, 'version')
  const path = stringOf(table, 'path')
  const requirement = version === undefined ? '*' : printedRequirement(version)
  const url = stringOf(table, 'git')
  return {
    package: stringOf(table, 'package'),
    version,
    requirement: requirement ?? version ?? '*',
    path,
    manifest: path === undefined ? undefined : manifestAt(dir, path),
    source: sourceOf(table, { path, url, dir }),
    optional: booleanOf(table, 'optional') ?? false,
    defaultFeatures: defaultFeaturesOf(table),
    features: stringsOf(table, 'features') ?? NONE,
    oldSpelling: entryOf(table, 'default_features') !== undefined,
    fault:
      (table && dependencyFault(key, table)) ??
      faultOf(key, { sourceless: (version ?? path ?? url) === undefined, requirement, version }),
  }
}

export function defaultFeaturesOf(table: TomlTable | undefined): boolean | undefined {
  return booleanOf(table, 'default-features') ?? booleanOf(table, 'default_features')
}

const NONE: readonly string[] = []

/** Undefined when Cargo would refuse it. */
function printedRequirement(version: string): string | undefined {
  if (/^(?:0|[1-9]\d{0,9})(?:\.(?:0|[1-9]\d{0,9})){0,2}$/.test(version)) return `^${version}`
  const requirement = parseVersionRequirement(version)
  return requirement && printVersionRequirement(requirement)
}

function manifestAt(dir: string, path: string): string | null {
  const found = resolvePath(dir, path)
  return found === null ? null : childPath(found, 'Cargo.toml')
}

interface Places {
  readonly path: string | undefined
  readonly url: string | undefined
  readonly dir: string
}

const CRATES_IO: DependencySource = { from: 'registry', registry: null }

function sourceOf(table: TomlTable | undefined, { path, url, dir }: Places): DependencySource {
  if (path !== undefined) return { from: 'path', path: normalizePath(dir, path) }
  if (url !== undefined) return { from: 'git', url, reference: gitReference(table) }
  const registry = stringOf(table, 'registry') ?? stringOf(table, 'registry-index')
  return registry === undefined ? CRATES_IO : { from: 'registry', registry }
}

function gitReference(table: TomlTable | undefined): string | null {
  for (const key of ['branch', 'tag', 'rev']) {
    const value = stringOf(table, key)
    if (value !== undefined) return `${key}=${value}`
  }
  return null
}

interface Written {
  readonly sourceless: boolean
  readonly requirement: string | undefined
  readonly version: string | undefined
}

function faultOf(key: string, { sourceless, requirement, version }: Written): Fault | null {
  if (sourceless) {
    return {
      code: 'DEPENDENCY_WITHOUT_SOURCE',
      message: `dependency "${key}" has neither a version nor a path nor a git repository`,
      hint: `write ${key} = "*" or name the version, path or git repository to use`,
    }
  }
  if (requirement !== undefined) return null
  return {
    code: 'INVALID_REQUIREMENT',
    message: `dependency "${key}" asks for ${JSON.stringify(version)}, which is not a version requirement`,
    hint: 'write a requirement like "1.2", "=1.2.3" or ">=1, <3"',
  }
}
