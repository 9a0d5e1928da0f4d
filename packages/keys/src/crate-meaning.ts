import type { Crate, CrateDependency, CrateTarget, DependencyKind } from '@nx-crane/graph'
import { type CratePart, rootsOf } from '@nx-crane/graph'
import type { KeyInput } from './key-input'

/** What the manifest of a crate says to those that compile against it, whatever its text. */
export function libraryMeaning(crate: Crate): KeyInput[] {
  return [
    meaning('package', {
      name: crate.name,
      version: crate.version,
      edition: crate.edition,
      links: crate.links,
      features: Object.entries(crate.features).sort(([a], [b]) => byText(a, b)),
    }),
    targetsMeaning(crate, 'lib'),
    targetsMeaning(crate, 'script'),
    dependenciesMeaning(crate, ['normal', 'build']),
  ]
}

/** What the manifest says of one part of the crate. */
export function targetsMeaning(crate: Crate, part: CratePart): KeyInput {
  const meanings = known.get(crate) ?? new Map<CratePart, KeyInput>()
  known.set(crate, meanings)
  let said = meanings.get(part)
  if (said === undefined) {
    said = meaning(part, rootsOf(crate, part).map(targetMeaning).sort(byText))
    meanings.set(part, said)
  }
  return said
}

/** Every kind of task asks for some of these. */
const known = new WeakMap<Crate, Map<CratePart, KeyInput>>()

/**
 * What the manifest says of dependencies of some kinds. Not their version requirements: those choose versions in the
 * lock, and the lock is a part of the key.
 */
export function dependenciesMeaning(crate: Crate, kinds: readonly DependencyKind[]): KeyInput {
  const dependencies = crate.dependencies.filter((dependency) => kinds.includes(dependency.kind))
  return meaning(`${kinds.join(' and ')} dependencies`, dependencies.map(dependencyMeaning).sort(byText))
}

function meaning(what: string, value: unknown): KeyInput {
  return { what: `manifest: ${what}`, value: JSON.stringify(value) }
}

// The order in which the fields stand here is the order in which they are printed.
function targetMeaning(target: CrateTarget): string {
  const { name, kind, crateTypes, path, requiredFeatures, edition, test, doctest, doc, harness } = target
  const flags = { test, doctest, doc, harness }
  return JSON.stringify({ name, kind, crateTypes, path, requiredFeatures, edition, ...flags })
}

function dependencyMeaning(dependency: CrateDependency): string {
  const { name, rename, kind, target, optional, defaultFeatures, crate } = dependency
  const features = [...dependency.features].sort()
  return JSON.stringify({ name, rename, kind, target, optional, defaultFeatures, features, crate })
}

function byText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}
