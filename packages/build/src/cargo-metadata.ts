import { realpathSync } from 'node:fs'
import { dirname } from 'node:path'
import { CargoError } from '@nx-crane/graph'
import { withoutColour } from '@nx-crane/keys/cli'
import { runCargo } from './run-cargo'

/** The parts of `cargo metadata` that running tasks needs, spelled as cargo spells them. */
export interface CargoMetadata {
  readonly packages: readonly CargoPackage[]
  readonly workspace_root: string
  readonly target_directory: string
}

export interface CargoPackage {
  readonly id: string
  readonly name: string
  readonly version: string
  readonly manifest_path: string
  readonly targets: readonly CargoPackageTarget[]
  readonly dependencies: readonly CargoPackageDependency[]
  readonly features: Readonly<Record<string, readonly string[]>>
  readonly authors: readonly string[]
  readonly description: string | null
  readonly homepage: string | null
  readonly repository: string | null
  readonly license: string | null
  readonly license_file: string | null
  readonly readme: string | null
  readonly rust_version: string | null
}

export interface CargoPackageTarget {
  readonly name: string
  readonly kind: readonly string[]
  readonly crate_types: readonly string[]
  readonly src_path: string
  readonly edition: string
  readonly 'required-features'?: readonly string[]
  readonly doc?: boolean
  readonly doctest?: boolean
  readonly test?: boolean
}

export interface CargoPackageDependency {
  readonly name: string
  readonly source: string | null
  readonly kind: 'dev' | 'build' | null
  readonly optional: boolean
  readonly uses_default_features: boolean
  readonly features: readonly string[]
  readonly target: string | null
  readonly rename: string | null
  readonly path?: string
}

/**
 * The crates of one Cargo workspace as cargo itself sees them. Reads no registry and resolves nothing, so it takes some
 * 30 ms and works offline. Throws a `CargoError` holding cargo's own words when a manifest is broken.
 */
export async function readCargoMetadata(workspace: string, signal?: AbortSignal): Promise<CargoMetadata> {
  const lines: string[] = []
  const errors: string[] = []
  const exit = await runCargo({
    args: ['metadata', '--no-deps', '--format-version', '1', '--manifest-path', workspace],
    cwd: dirname(workspace),
    signal,
    onLine: (line) => (line.startsWith('{"packages":') ? lines : errors).push(line),
  })
  const [text] = lines
  if (exit.code === 0 && text !== undefined) return JSON.parse(text) as CargoMetadata
  throw new CargoError('CARGO_METADATA_FAILED', {
    message: `cargo cannot load the workspace of ${workspace}\n${withoutColour(errors.join('\n'))}`,
    hint: 'fix what cargo reports above; `cargo metadata --no-deps` in that directory shows it again',
  })
}

/** Finds packages by what cargo's messages name them by. */
export class CargoPackages {
  readonly targetDirectory: string
  readonly all: readonly CargoPackage[]
  readonly #byId: ReadonlyMap<string, CargoPackage>
  readonly #byManifest: ReadonlyMap<string, CargoPackage>
  readonly #byName: ReadonlyMap<string, CargoPackage>

  constructor(metadata: CargoMetadata) {
    this.targetDirectory = metadata.target_directory
    this.all = metadata.packages
    this.#byId = new Map(this.all.map((each) => [each.id, each]))
    this.#byManifest = new Map(this.all.map((each) => [each.manifest_path, each]))
    this.#byName = new Map(this.all.map((each) => [each.name, each]))
  }

  /** The id's format changed between versions of cargo; within one version messages and metadata spell it alike. */
  byId(id: string): CargoPackage | undefined {
    return this.#byId.get(id)
  }

  byManifest(path: string): CargoPackage | undefined {
    return this.#byManifest.get(path) ?? this.#byManifest.get(realpathOf(path))
  }

  byName(name: string): CargoPackage | undefined {
    return this.#byName.get(name)
  }

  /** The packages of this workspace that `from` depends on directly, by the given kinds (null is `normal`). */
  dependenciesOf(from: CargoPackage, kinds: readonly CargoPackageDependency['kind'][]): CargoPackage[] {
    return from.dependencies.flatMap((dependency) => {
      if (dependency.path === undefined || !kinds.includes(dependency.kind)) return []
      const found = this.byManifest(`${dependency.path}/Cargo.toml`)
      return found ? [found] : []
    })
  }
}

/**
 * What `-p` must be given to mean this package and no namesake from a registry. Before cargo 1.77 ids were no such
 * specification; and a path with glob characters would be taken for a pattern.
 */
export function packageSpecification(each: CargoPackage): string {
  return each.id.startsWith('path+') && !/[*?[\]]/.test(each.id) ? each.id : `${each.name}@${each.version}`
}

function realpathOf(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return path
  }
}
