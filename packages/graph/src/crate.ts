/** A crate's identity in one repository: the path of its manifest relative to the root, e.g. `crates/engine/Cargo.toml`. */
export type CrateId = string

/** `cargo metadata` writes null for `normal`; we always name the kind. */
export type DependencyKind = 'normal' | 'build' | 'dev'

/** One package of Cargo: what a `Cargo.toml` with a `[package]` table declares, inheritance resolved. */
export interface Crate {
  readonly id: CrateId
  readonly name: string
  readonly version: string
  /** Directory of the manifest relative to the root, `''` for the root. */
  readonly dir: string
  /** Manifest of the Cargo workspace it belongs to; its own id when it stands alone. */
  readonly workspace: string
  readonly edition: string
  readonly rustVersion: string | null
  readonly description: string | null
  readonly license: string | null
  readonly homepage: string | null
  readonly repository: string | null
  /** Registries it may be published to; null means any, `[]` means none (`publish = false`). */
  readonly publish: readonly string[] | null
  readonly defaultRun: string | null
  readonly links: string | null
  readonly crateTargets: readonly CrateTarget[]
  /** All dependencies, in `cargo metadata`'s terms: registry, git and path ones. */
  readonly dependencies: readonly CrateDependency[]
  /** `[features]` with the implicit feature of each optional dependency, as `cargo metadata` prints them. */
  readonly features: Readonly<Record<string, readonly string[]>>
  /** `[package.metadata]` as parsed. */
  readonly metadata: Readonly<Record<string, unknown>>
}

/** One thing Cargo can compile of a crate, spelled as `cargo metadata` spells it. */
export interface CrateTarget {
  readonly name: string
  /** `['lib']`, `['cdylib','rlib']`, `['proc-macro']`, `['bin']`, `['example']`, `['test']`, `['bench']`, `['custom-build']`. */
  readonly kind: readonly string[]
  readonly crateTypes: readonly string[]
  /** Path of its root source file relative to the repository root. */
  readonly path: string
  readonly requiredFeatures: readonly string[]
  readonly edition: string
  readonly test: boolean
  readonly doctest: boolean
  readonly doc: boolean
  readonly harness: boolean
}

export interface CrateDependency {
  /** The package's name, not its alias. */
  readonly name: string
  /** The alias (`alias = { package = "name" }`) as written, or null. */
  readonly rename: string | null
  readonly kind: DependencyKind
  /** `cfg(…)` expression or target triple of the table it stands in, or null. */
  readonly target: string | null
  readonly optional: boolean
  readonly features: readonly string[]
  readonly defaultFeatures: boolean
  /** Version requirement as `cargo metadata` prints it, `*` when absent. */
  readonly requirement: string
  readonly source: DependencySource
  /** The local crate it resolves to: by path, or through `[patch]`/`[replace]` with a path. Null for crates from elsewhere. */
  readonly crate: CrateId | null
}

export type DependencySource =
  | { readonly from: 'path'; readonly path: string }
  | { readonly from: 'registry'; readonly registry: string | null }
  | { readonly from: 'git'; readonly url: string; readonly reference: string | null }
