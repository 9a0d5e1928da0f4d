import type { Crate, CrateDependency, DependencySource } from '../crate'
import type { Faults } from '../faults'
import { crateFeatures } from '../manifest/crate-features'
import { crateNameFault } from '../manifest/crate-name'
import { crateTargets } from '../manifest/crate-targets'
import { type DeclaredDependency, declaredDependencies } from '../manifest/declared-dependency'
import { featureFaults } from '../manifest/feature-faults'
import type { Manifest } from '../manifest/manifest'
import { packageFaults } from '../manifest/package-faults'
import { asTable, entryOf, stringOf, type TomlTable, tableOf } from '../manifest/toml-table'
import { parseVersionRequirement, printVersionRequirement } from '../manifest/version-requirement'
import { childPath, normalizePath, resolvePath } from '../repository-path'
import type { SourceTree } from '../source-tree'

/** A manifest with a `[package]` table, and the root it inherits from. */
export class PackageManifest {
  readonly manifest: Manifest
  readonly root: Manifest | undefined
  readonly name: string
  readonly #table: TomlTable
  readonly #faults: Faults
  #declared: readonly DeclaredDependency[] | undefined

  private constructor(
    manifest: Manifest,
    root: Manifest | undefined,
    { name, faults }: { name: string; faults: Faults },
  ) {
    this.manifest = manifest
    this.root = root
    this.name = name
    this.#table = manifest.package ?? {}
    this.#faults = faults
  }

  /** Undefined when the name is missing or one that Cargo refuses: nothing can be built from such a manifest. */
  static of(manifest: Manifest, root: Manifest | undefined, faults: Faults): PackageManifest | undefined {
    const name = stringOf(manifest.package, 'name')
    const fault = name === undefined ? 'the [package] table has no name' : crateNameFault(name)
    if (name !== undefined && fault === null) return new PackageManifest(manifest, root, { name, faults })
    faults.add(manifest, ['package', 'name'], {
      code: 'INVALID_CRATE_NAME',
      message: fault ?? '',
      hint: 'name the package with letters, digits, "-" and "_", beginning with a letter',
    })
    return undefined
  }

  get version(): string {
    return this.#string('version') ?? '0.0.0'
  }

  get edition(): string {
    return this.#string('edition') ?? '2015'
  }

  declared(): readonly DeclaredDependency[] {
    this.#declared ??= declaredDependencies(this.manifest, this.root)
    return this.#declared
  }

  /** The crate without its place among others: `workspace` and each dependency's `crate` are the caller's to say. */
  toCrate(tree: SourceTree, place: { workspace: string; dependencies: readonly CrateDependency[] }): Crate {
    const { manifest, name, edition } = this
    const features = tableOf(manifest.toml, 'features')
    this.#check(features, place.dependencies)
    return {
      id: manifest.path,
      name,
      version: this.version,
      dir: manifest.dir,
      workspace: place.workspace,
      edition,
      rustVersion: this.#string('rust-version') ?? null,
      description: this.#string('description')?.trim() ?? null,
      publish: this.#publish(),
      defaultRun: stringOf(this.#table, 'default-run') ?? null,
      links: stringOf(this.#table, 'links') ?? null,
      crateTargets: crateTargets(tree, {
        manifest,
        package: this.#table,
        name,
        edition,
        faults: this.#faults,
      }),
      dependencies: place.dependencies,
      features: crateFeatures(features, place.dependencies),
      metadata: tableOf(this.#table, 'metadata') ?? {},
    }
  }

  #check(features: TomlTable | undefined, dependencies: readonly CrateDependency[]): void {
    const { manifest, root, version, edition } = this
    const settings = { version, edition, lints: tableOf(root?.workspace, 'lints') !== undefined }
    for (const { key, ...fault } of packageFaults(manifest, settings)) this.#faults.add(manifest, key, fault)
    for (const { feature, ...fault } of featureFaults(features, dependencies)) {
      this.#faults.add(manifest, ['features', feature], fault)
    }
  }

  #publish(): readonly string[] | null {
    const value = this.#inherited('publish')
    // What has no version cannot be published.
    if (value === false || (value === undefined && this.#string('version') === undefined)) return []
    return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : null
  }

  #string(field: string): string | undefined {
    const value = this.#inherited(field)
    return typeof value === 'string' ? value : undefined
  }

  #inherited(field: string): unknown {
    const value = entryOf(this.#table, field)
    if (entryOf(asTable(value), 'workspace') !== true) return value
    const inherited = entryOf(tableOf(this.root?.workspace, 'package'), field)
    if (inherited === undefined) this.#reportMissing(field)
    return inherited
  }

  #reportMissing(field: string): void {
    const { manifest, root } = this
    const message = root
      ? `"${field}" is inherited, but ${root.path} does not define it`
      : `"${field}" is inherited from a workspace, but the crate is in none`
    const hint = root
      ? `add ${field} to [workspace.package] in ${root.path}`
      : `write ${field} here, or add the crate to the members of a workspace`
    const code = root ? 'NOT_INHERITABLE' : 'MISSING_WORKSPACE_ROOT'
    this.#faults.add(manifest, ['package', field], { code, message, hint })
  }
}

/** What `cargo metadata` says of a dependency; `crate` is null until someone resolves it. */
export function toCrateDependency(declared: DeclaredDependency): CrateDependency {
  const requirement = declared.version === undefined ? [] : parseVersionRequirement(declared.version)
  return {
    name: declared.package ?? declared.key,
    rename: declared.package === undefined ? null : declared.key,
    kind: declared.kind,
    target: declared.target,
    optional: declared.optional,
    features: declared.features,
    defaultFeatures: declared.defaultFeatures,
    requirement: requirement ? printVersionRequirement(requirement) : (declared.version ?? '*'),
    source: sourceOf(declared),
    crate: null,
  }
}

/** The manifest a path dependency points to; null when it lies outside the repository, undefined without a path. */
export function pathManifest(declared: DeclaredDependency): string | null | undefined {
  if (declared.path === undefined) return undefined
  const dir = resolvePath(declared.pathDir, declared.path)
  return dir === null ? null : childPath(dir, 'Cargo.toml')
}

function sourceOf(declared: DeclaredDependency): DependencySource {
  if (declared.path !== undefined) {
    return { from: 'path', path: normalizePath(declared.pathDir, declared.path) }
  }
  if (declared.git) return { from: 'git', ...declared.git }
  return { from: 'registry', registry: declared.registry }
}
