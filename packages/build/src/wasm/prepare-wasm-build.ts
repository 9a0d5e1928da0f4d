import { join, resolve } from 'node:path'
import { readRegularText } from '@nx-crane/files'
import { CargoError, lockedBindgenVersion } from '@nx-crane/graph'
import { checkTargetDirectory } from '../check-target-directory'
import { findWasmBindgen } from './wasm-bindgen-cli'
import { readWasmCrate, type WasmCrate } from './wasm-crate-metadata'
import { describeRustc, wasmRustflags } from './wasm-rustflags'
import { findWasmToolchain, type ToolchainOptions, type WasmToolchain } from './wasm-toolchain'

/** What compiling a crate to WebAssembly takes, and only manifests, configuration and installed tools decide. */
export interface WasmBuildSetup {
  readonly root: string
  readonly crate: WasmCrate
  readonly crateDir: string
  readonly toolchain: WasmToolchain
  readonly rustflags: readonly string[]
}

export interface SetupRequest extends ToolchainOptions {
  /** The repository, absolute. */
  readonly root: string
  /** The crate's manifest relative to the root. */
  readonly manifest: string
}

/** Throws a `CargoError` for what is missing on this machine or wrong with the manifest. */
export async function prepareWasmBuild(request: SetupRequest): Promise<WasmBuildSetup> {
  const { root, signal, onOutput } = request
  const manifest = resolve(root, request.manifest)
  const crateDir = resolve(manifest, '..')
  const [crate, { toolchain, rustc }] = await Promise.all([
    readWasmCrate(manifest, signal),
    findDescribedToolchain(crateDir, { signal, onOutput }),
  ])
  checkTargetDirectory(root, crate.targetDir)
  const rustflags = wasmRustflags({ rustc, crateDir, root, ...crate })
  return { root, crate, crateDir, toolchain, rustflags }
}

async function findDescribedToolchain(crateDir: string, options: ToolchainOptions) {
  const toolchain = await findWasmToolchain(crateDir, options)
  return { toolchain, rustc: await describeRustc(toolchain, crateDir, options.signal) }
}

export interface LockedBindgen {
  readonly program: string
  readonly version: string
}

/** The wasm-bindgen of the version in the lock, which compiling has written where there was none. */
export async function lockedBindgen(
  { crate, crateDir }: WasmBuildSetup,
  options: ToolchainOptions,
  known: LockedBindgen | null = null,
): Promise<LockedBindgen> {
  const version = lockedBindgenVersion(readText(join(crate.workspaceDir, 'Cargo.lock')), crate)
  if (known?.version === version) return known
  return { program: await findWasmBindgen(version, crateDir, options), version }
}

/**
 * The same before anything is compiled: that it cannot be had is worth knowing then. Null where the lock is not there or does not
 * have the crate yet; compiling completes it.
 */
export async function bindgenOfLock(
  setup: WasmBuildSetup,
  options: ToolchainOptions,
): Promise<LockedBindgen | null> {
  if (readText(join(setup.crate.workspaceDir, 'Cargo.lock')) === null) return null
  try {
    return await lockedBindgen(setup, options)
  } catch (error) {
    if (error instanceof CargoError && error.code === 'NO_WASM_BINDGEN') return null
    throw error
  }
}

export function readText(file: string): string | null {
  try {
    return readRegularText(file)
  } catch {
    return null
  }
}
