import { execFileSync } from 'node:child_process'
import { dirname } from 'node:path'

/** The parts of `cargo metadata --format-version 1` that are compared. Paths are absolute. */
export interface CargoMetadata {
  readonly packages: readonly MetadataPackage[]
  readonly workspace_members: readonly string[]
  readonly workspace_default_members: readonly string[]
  readonly workspace_root: string
  readonly resolve: { readonly nodes: readonly MetadataNode[] } | null
}

export interface MetadataPackage {
  readonly id: string
  readonly name: string
  readonly version: string
  readonly manifest_path: string
  /** Null for a crate by path; one of a registry may lie in the repository too, where `cargo vendor` put it. */
  readonly source: string | null
  readonly edition: string
  readonly rust_version: string | null
  readonly description: string | null
  readonly license: string | null
  readonly homepage: string | null
  readonly repository: string | null
  readonly publish: readonly string[] | null
  readonly default_run: string | null
  readonly links: string | null
  readonly features: Readonly<Record<string, readonly string[]>>
  readonly metadata: unknown
  readonly targets: readonly MetadataTarget[]
  readonly dependencies: readonly MetadataDependency[]
}

export interface MetadataTarget {
  readonly name: string
  readonly kind: readonly string[]
  readonly crate_types: readonly string[]
  readonly src_path: string
  readonly edition: string
  readonly 'required-features'?: readonly string[]
  readonly doc: boolean
  readonly doctest: boolean
  readonly test: boolean
}

export interface MetadataDependency {
  readonly name: string
  readonly source: string | null
  readonly req: string
  readonly kind: string | null
  readonly rename: string | null
  readonly optional: boolean
  readonly uses_default_features: boolean
  readonly features: readonly string[]
  readonly target: string | null
  readonly path?: string
  readonly registry: string | null
}

export interface MetadataNode {
  readonly id: string
  readonly deps: readonly {
    readonly pkg: string
    readonly dep_kinds: readonly { readonly kind: string | null }[]
  }[]
}

export type MetadataAnswer = { readonly metadata: CargoMetadata } | { readonly error: string }

/** What cargo says of the workspace of a manifest; `resolved` asks for the resolution of dependencies too. */
export function cargoMetadata(manifest: string, { resolved }: { resolved: boolean }): MetadataAnswer {
  const args = ['metadata', '--format-version', '1', '--offline', '--manifest-path', manifest]
  try {
    const output = execFileSync('cargo', resolved ? args : [...args, '--no-deps'], {
      ...{ encoding: 'utf8', maxBuffer: 2 ** 30, stdio: ['ignore', 'pipe', 'pipe'] },
      // Cargo looks for .cargo/config.toml from its working directory upwards.
      cwd: dirname(manifest),
      env: { ...process.env, CARGO_TERM_COLOR: 'never' },
    })
    return { metadata: JSON.parse(output) as CargoMetadata }
  } catch (error) {
    const { stderr, message } = error as { stderr?: string; message: string }
    return { error: stderr ?? message }
  }
}
