import type { Faults } from '../faults'
import { InheritableDependencies } from '../manifest/inheritable-dependencies'
import type { Manifest, Manifests } from '../manifest/manifest'
import { CrateManifest, type Inheritance } from './crate-manifest'
import { WorkspaceRoots } from './workspace-roots'

/** The manifests of a repository as crates, each looked into at most once. */
export class CrateManifests {
  readonly manifests: Manifests
  readonly roots: WorkspaceRoots
  readonly #faults: Faults
  readonly #crates = new Map<string, CrateManifest | undefined>()
  readonly #inheritances = new Map<string, Inheritance | undefined>()

  constructor(manifests: Manifests, faults: Faults) {
    this.manifests = manifests
    this.roots = new WorkspaceRoots(manifests)
    this.#faults = faults
  }

  /** The crate of a manifest, undefined when it declares none or one that cannot be built. */
  of(manifest: Manifest): CrateManifest | undefined {
    const known = this.#crates.get(manifest.path)
    if (known !== undefined || this.#crates.has(manifest.path)) return known
    const crate = manifest.package && CrateManifest.of(manifest, this.#inheritance(manifest), this.#faults)
    this.#crates.set(manifest.path, crate)
    return crate
  }

  at(path: string): CrateManifest | undefined {
    const manifest = this.manifests.load(path)
    return manifest ? this.of(manifest) : undefined
  }

  #inheritance(manifest: Manifest): Inheritance | undefined {
    const path = this.roots.rootOf(manifest)
    if (path === null || this.#inheritances.has(path)) return this.#inheritances.get(path ?? '')
    const root = this.manifests.load(path)
    const inheritance = root ? { root, dependencies: new InheritableDependencies(root) } : undefined
    this.#inheritances.set(path, inheritance)
    return inheritance
  }
}
