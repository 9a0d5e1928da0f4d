import type { Crate, CrateDependency } from '../crate'
import type { Diagnostic } from '../diagnostic'
import { Faults } from '../faults'
import { crateFeatures } from '../manifest/crate-features'
import { crateNameFault } from '../manifest/crate-name'
import { crateTargets } from '../manifest/crate-targets'
import { type DeclaredDependency, declaredDependencies } from '../manifest/declared-dependency'
import { editionFaults } from '../manifest/edition-faults'
import { featureFaults } from '../manifest/feature-faults'
import type { InheritableDependencies } from '../manifest/inheritable-dependencies'
import type { Manifest } from '../manifest/manifest'
import { packageFaults } from '../manifest/package-faults'
import { asTable, entryOf, stringOf, type TomlTable, tableOf } from '../manifest/toml-table'
import type { SourceTree } from '../source-tree'

/** The root manifest that a crate inherits from. */
export interface Inheritance {
  readonly root: Manifest
  readonly dependencies: InheritableDependencies
}

/** A manifest with a `[package]` table and a name that Cargo accepts, what it inherits resolved. */
export class CrateManifest {
  readonly manifest: Manifest
  readonly name: string
  readonly #table: TomlTable
  readonly #inheritance: Inheritance | undefined
  readonly #faults: Faults
  #declared: readonly DeclaredDependency[] | undefined

  private constructor(
    name: string,
    manifest: Manifest,
    context: { inheritance: Inheritance | undefined; faults: Faults },
  ) {
    this.name = name
    this.manifest = manifest
    this.#table = manifest.package ?? {}
    this.#inheritance = context.inheritance
    this.#faults = context.faults
  }

  /** Undefined when the name is missing or one that Cargo refuses: nothing can be built from such a manifest. */
  static of(
    manifest: Manifest,
    inheritance: Inheritance | undefined,
    faults: Faults,
  ): CrateManifest | undefined {
    const name = stringOf(manifest.package, 'name')
    const fault = name === undefined ? 'the [package] table has no name' : crateNameFault(name)
    if (name !== undefined && fault === null)
      return new CrateManifest(name, manifest, { inheritance, faults })
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
    this.#declared ??= declaredDependencies(this.manifest, this.#inheritance?.dependencies, this.edition)
    return this.#declared
  }

  /** The crate; its workspace and what its dependencies resolve to are the caller's to say. */
  toCrate(tree: SourceTree, place: { workspace: string; dependencies: readonly CrateDependency[] }): Crate {
    const { manifest, name, version, edition } = this
    const features = tableOf(manifest.toml, 'features')
    this.#check({ version, edition }, { features, dependencies: place.dependencies })
    return {
      id: manifest.path,
      name,
      version,
      dir: manifest.dir,
      workspace: place.workspace,
      edition,
      rustVersion: this.#string('rust-version') ?? null,
      description: this.#string('description')?.trim() ?? null,
      license: this.#string('license') ?? null,
      homepage: this.#string('homepage') ?? null,
      repository: this.#string('repository') ?? null,
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

  /** What is wrong with the targets of a crate that is none of a workspace's. */
  targetFaults(tree: SourceTree): Diagnostic[] {
    const { manifest, name, edition } = this
    const faults = new Faults()
    crateTargets(tree, { manifest, package: this.#table, name, edition, faults })
    return faults.diagnostics()
  }

  #check(
    settings: { version: string; edition: string },
    { features, dependencies }: { features: TomlTable | undefined; dependencies: readonly CrateDependency[] },
  ): void {
    const lints = tableOf(this.#inheritance?.root.workspace, 'lints') !== undefined
    const publishes = (this.#publish() ?? ['anywhere']).length > 0
    const rustVersion = this.#string('rust-version')
    const all = { ...settings, lints, publishes, rustVersion }
    for (const { key, ...fault } of packageFaults(this.manifest, all)) {
      const { file, place } = this.#origin(key)
      this.#faults.add(file, place, fault)
    }
    for (const { key, ...fault } of editionFaults(this.manifest, { ...settings, name: this.name })) {
      this.#faults.add(this.manifest, key, fault)
    }
    for (const { feature, ...fault } of featureFaults(features, dependencies)) {
      this.#faults.add(this.manifest, ['features', feature], fault)
    }
  }

  /** Where a field of the crate is written: in the root when it is inherited. */
  #origin(key: readonly (string | number)[]): { file: Manifest; place: readonly (string | number)[] } {
    const field = asTable(entryOf(this.#table, String(key[1])))
    const root = this.#inheritance?.root
    const isInherited = key[0] === 'package' && root && entryOf(field, 'workspace') === true
    return isInherited ? { file: root, place: ['workspace', ...key] } : { file: this.manifest, place: key }
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
    if (typeof value !== 'object' || entryOf(asTable(value), 'workspace') !== true) return value
    const inherited = entryOf(tableOf(this.#inheritance?.root.workspace, 'package'), field)
    if (inherited === undefined) this.#reportMissing(field)
    return inherited
  }

  #reportMissing(field: string): void {
    const root = this.#inheritance?.root.path
    const key = ['package', field]
    if (root !== undefined) {
      this.#faults.add(this.manifest, key, {
        code: 'NOT_INHERITABLE',
        message: `"${field}" is inherited, but ${root} does not define it`,
        hint: `add ${field} to [workspace.package] in ${root}`,
      })
      return
    }
    this.#faults.add(this.manifest, key, {
      code: 'MISSING_WORKSPACE_ROOT',
      message: `"${field}" is inherited from a workspace, but the crate is in none`,
      hint: `write ${field} here, or add the crate to the members of a workspace`,
    })
  }
}
