import type { CrateDescription } from '@nx-crane/graph'
import { CargoError } from '@nx-crane/graph'
import { CargoPackages, readCargoMetadata } from '../cargo-metadata'
import { readLocalPackages } from '../read-local-packages'

/** A crate as cargo describes it, as far as building its package goes. */
export interface WasmCrate extends CrateDescription {
  /** Absolute. */
  readonly manifest: string
  /** As in file names: `my_crate`. */
  readonly library: string
  /** `[package.metadata]`. */
  readonly metadata: unknown
  readonly workspaceDir: string
  readonly targetDir: string
  /** As {@link readLocalPackages} finds them. */
  readonly localPackages: ReadonlyMap<string, string | null>
}

export async function readWasmCrate(manifest: string, signal: AbortSignal | undefined): Promise<WasmCrate> {
  const metadata = await readCargoMetadata(manifest, signal)
  const found = new CargoPackages(metadata).byManifest(manifest)
  const library = found?.targets.find(
    (each) => each.crate_types.includes('cdylib') && !each.kind.includes('example'),
  )
  if (!found || !library) {
    throw new CargoError('NOT_A_WASM_CRATE', {
      file: manifest,
      message: 'the crate is not a dynamic library, which a WebAssembly module is built from',
      hint: 'write [lib] crate-type = ["cdylib", "rlib"] in its Cargo.toml',
    })
  }
  const { name, version, license, homepage, repository } = found
  return {
    ...{ name, version, license, homepage, repository },
    // As the crate graph has it: whoever plans the package without Cargo must plan the same.
    description: found.description?.trim() ?? null,
    manifest,
    library: library.name.replaceAll('-', '_'),
    metadata: (found as { readonly metadata?: unknown }).metadata,
    workspaceDir: metadata.workspace_root,
    targetDir: metadata.target_directory,
    localPackages: readLocalPackages(metadata),
  }
}
