import type { Crate, CrateDependency, CrateTarget, DependencyKind } from '../crate'
import { type CratePart, rootsOf } from './crate-files'
import { canonicalJson, type KeyInput } from './key-input'

/** What the manifest of a crate says to those that compile against it, whatever its text. */
export function libraryMeaning(crate: Crate): KeyInput[] {
  return [
    meaning('package', {
      name: crate.name,
      version: crate.version,
      edition: crate.edition,
      links: crate.links,
      features: crate.features,
    }),
    targetsMeaning(crate, 'lib'),
    targetsMeaning(crate, 'script'),
    dependenciesMeaning(crate, ['normal', 'build']),
  ]
}

/** What the manifest says of one part of the crate. */
export function targetsMeaning(crate: Crate, part: CratePart): KeyInput {
  return meaning(part, rootsOf(crate, part).map(targetMeaning).sort(byText))
}

/**
 * What the manifest says of dependencies of some kinds. Not their version requirements: those choose versions in the
 * lock, and the lock is a part of the key.
 */
export function dependenciesMeaning(crate: Crate, kinds: readonly DependencyKind[]): KeyInput {
  const dependencies = crate.dependencies.filter((dependency) => kinds.includes(dependency.kind))
  return meaning(`${kinds.join(' and ')} dependencies`, dependencies.map(dependencyMeaning).sort(byText))
}

function meaning(what: string, value: unknown): KeyInput {
  return { what: `manifest: ${what}`, value: canonicalJson(value) }
}

function targetMeaning(target: CrateTarget): string {
  const { name, kind, crateTypes, path, requiredFeatures, edition, test, doctest, doc, harness } = target
  return canonicalJson({
    ...{ name, kind, crateTypes, path, requiredFeatures, edition, test, doctest, doc, harness },
  })
}

function dependencyMeaning(dependency: CrateDependency): string {
  const { name, rename, kind, target, optional, defaultFeatures, crate } = dependency
  return canonicalJson({
    ...{ name, rename, kind, target, optional, defaultFeatures, crate },
    features: [...dependency.features].sort(),
  })
}

function byText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}
