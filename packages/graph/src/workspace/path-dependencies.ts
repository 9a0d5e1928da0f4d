import type { Fault, Faults } from '../faults'
import type { DependencySpecification } from '../manifest/dependency-specification'
import type { Manifest } from '../manifest/manifest'
import { updateSubmodule } from '../manifest/submodules'
import type { CrateManifest } from './crate-manifest'
import type { CrateManifests } from './crate-manifests'

/** An entry with a path: of a dependency table, of `[patch]` or of `[replace]`. */
export interface PathReference {
  readonly key: string
  readonly specification: DependencySpecification
  /** The keys that lead to it in its manifest. */
  readonly place: readonly string[]
}

/** Finds the crates that paths in manifests lead to, and reports those that lead nowhere. */
export class PathDependencies {
  readonly #crates: CrateManifests
  readonly #faults: Faults

  constructor(crates: CrateManifests, faults: Faults) {
    this.#crates = crates
    this.#faults = faults
  }

  /** Undefined also when the manifest there is broken: that is reported as its own fault, not as this one's. */
  find(from: Manifest, reference: PathReference): CrateManifest | undefined {
    const { manifest: path } = reference.specification
    if (path === undefined) return undefined
    if (path === null) return this.#report(from, reference, outsideRepository(reference))
    const manifest = this.#crates.manifests.load(path)
    if (manifest === null) return undefined
    if (!manifest?.package) {
      const submodule = manifest ? null : this.#crates.manifests.missingSubmodule(path)
      return this.#report(
        from,
        reference,
        missingPath(reference, { path, isThere: Boolean(manifest), submodule }),
      )
    }
    const crate = this.#crates.of(manifest)
    const name = reference.specification.package ?? reference.key
    return crate && crate.name !== name ? this.#report(from, reference, otherName(name, crate)) : crate
  }

  #report(from: Manifest, { place }: PathReference, fault: Fault): undefined {
    this.#faults.add(from, place, fault)
  }
}

function outsideRepository({ key, specification }: PathReference): Fault {
  return {
    code: 'PATH_OUTSIDE_REPOSITORY',
    message: `dependency "${key}" points to "${specification.path}", outside the repository`,
    hint: 'move that crate into the repository, or depend on it by version or git repository',
  }
}

interface Missing {
  readonly path: string
  /** There is a manifest, but of no crate. */
  readonly isThere: boolean
  readonly submodule: string | null
}

function missingPath(
  { key, specification }: PathReference,
  { path: manifest, isThere, submodule }: Missing,
): Fault {
  const name = JSON.stringify(specification.package ?? key)
  return {
    code: 'MISSING_PATH_DEPENDENCY',
    message: `dependency "${key}" points to "${specification.path}", but there is no crate at ${manifest}`,
    hint:
      submodule !== null
        ? `${updateSubmodule(submodule)}: the path is in a Git submodule that is not checked out`
        : isThere
          ? `correct the path, or add a [package] table with name = ${name} and a src/lib.rs to the manifest there`
          : `correct the path, or create the crate ${name} there, with a Cargo.toml and a src/lib.rs`,
  }
}

function otherName(name: string, { name: found, manifest }: CrateManifest): Fault {
  return {
    code: 'PATH_DEPENDENCY_NAME',
    message: `a dependency expects a crate named "${name}", but ${manifest.path} is "${found}"`,
    hint: `write package = "${found}" in the dependency, or correct its path`,
  }
}
