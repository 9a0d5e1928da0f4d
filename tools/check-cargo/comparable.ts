import type { Crate, CrateDependency, CrateTarget, DependencySource } from '@nx-crane/graph'
import type { MetadataDependency, MetadataPackage, MetadataTarget } from './cargo-metadata'

/** A crate as text, one fact a line, so that two tellings of it can be compared and their differences read. */
export type Facts = readonly string[]

/** What our graph says of a crate. Paths are relative to the repository. */
export function factsOfCrate(crate: Crate): Facts {
  return sorted([
    ...about(crate.name, crate.version, crate.edition),
    ...field('rust-version', crate.rustVersion),
    ...field('description', crate.description),
    ...field('license', crate.license),
    ...field('homepage', crate.homepage),
    ...field('repository', crate.repository),
    ...field('publish', crate.publish),
    ...field('default-run', crate.defaultRun),
    ...field('links', crate.links),
    ...field('metadata', Object.keys(crate.metadata).length > 0 ? crate.metadata : null),
    ...Object.entries(crate.features).map(([name, values]) => fact('feature', { name, values })),
    ...crate.crateTargets.map((target) => fact('target', targetFact(target))),
    ...crate.dependencies.map((dependency) => fact('dependency', dependencyFact(dependency))),
  ])
}

/** What cargo says of it; `relative` turns cargo's absolute paths into ours. */
export function factsOfPackage(said: MetadataPackage, relative: (path: string) => string): Facts {
  return sorted([
    ...about(said.name, said.version, said.edition),
    ...field('rust-version', said.rust_version),
    ...field('description', said.description?.trim() ?? null),
    ...field('license', said.license),
    ...field('homepage', said.homepage),
    ...field('repository', said.repository),
    ...field('publish', said.publish),
    ...field('default-run', said.default_run),
    ...field('links', said.links),
    ...field('metadata', withPlainDates(said.metadata)),
    ...Object.entries(said.features).map(([name, values]) => fact('feature', { name, values })),
    ...said.targets.map((target) => fact('target', saidTarget(target, relative))),
    ...said.dependencies.map((dependency) => fact('dependency', saidDependency(dependency, relative))),
  ])
}

function targetFact(target: CrateTarget): unknown {
  const { name, kind, crateTypes, path, requiredFeatures, edition, test, doctest, doc } = target
  return { name, kind, crateTypes, path, requiredFeatures, edition, test, doctest, doc }
}

function saidTarget(target: MetadataTarget, relative: (path: string) => string): unknown {
  const { name, kind, crate_types: crateTypes, src_path: path, edition, test, doctest, doc } = target
  const requiredFeatures = target['required-features'] ?? []
  return { name, kind, crateTypes, path: relative(path), requiredFeatures, edition, test, doctest, doc }
}

function dependencyFact(dependency: CrateDependency): unknown {
  const { name, rename, kind, target, optional, features, defaultFeatures, requirement, source } = dependency
  return {
    name,
    rename,
    kind,
    target,
    optional,
    features,
    defaultFeatures,
    requirement,
    ...sourceFact(source),
  }
}

function sourceFact(source: DependencySource): { source: string | null; path: string | null } {
  if (source.from === 'path') return { source: null, path: source.path }
  if (source.from === 'registry') return { source: 'registry', path: null }
  return { source: `git+${source.url}${source.reference ? `?${source.reference}` : ''}`, path: null }
}

function saidDependency(said: MetadataDependency, relative: (path: string) => string): unknown {
  const {
    name,
    rename,
    target,
    optional,
    features,
    uses_default_features: defaultFeatures,
    req: requirement,
  } = said
  const source = said.source?.startsWith('git+') ? said.source : said.source && 'registry'
  const path = said.path === undefined ? null : relative(said.path)
  return {
    name,
    rename,
    kind: said.kind ?? 'normal',
    target,
    optional,
    features,
    defaultFeatures,
    requirement,
    source,
    path,
  }
}

function about(name: string, version: string, edition: string): string[] {
  return [fact('package', { name, version, edition })]
}

function field(name: string, value: unknown): string[] {
  return value === null || value === undefined ? [] : [fact(name, value)]
}

function fact(name: string, value: unknown): string {
  return `${name} ${JSON.stringify(value, withSortedKeys)}`
}

function withSortedKeys(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
}

function sorted(facts: string[]): Facts {
  return facts.sort()
}

/** Cargo prints a date of TOML as an object that its parser uses inside; what it says is in it. */
function withPlainDates(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(withPlainDates)
  const entries = Object.entries(value)
  const [name, date] = entries[0] ?? []
  if (entries.length === 1 && name === '$__toml_private_datetime') return date
  return Object.fromEntries(entries.map(([key, each]) => [key, withPlainDates(each)]))
}
