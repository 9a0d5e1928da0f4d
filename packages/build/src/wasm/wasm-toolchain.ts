import { readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { foreignWriter } from '@nx-crane/files'
import { CargoError } from '@nx-crane/graph'
import {
  isExecutable,
  machineEnvironment,
  PATIENCE_MILLISECONDS,
  privateToolchain,
  toolchainOfRepository,
} from '@nx-crane/keys/cli'
import { outputOf } from './output-of'

export const WASM_TARGET = 'wasm32-unknown-unknown'

/** A rustc that compiles to WebAssembly, and the cargo that goes with it. */
export interface WasmToolchain {
  readonly cargo: string
  readonly rustc: string
  /** `path`: what the user's own cargo uses. `private`: the one in nx-crane's cache. */
  readonly from: 'path' | 'private'
  /** What its processes need besides our own environment. */
  readonly env: Readonly<Record<string, string>>
}

export interface ToolchainOptions {
  readonly signal?: AbortSignal | undefined
  readonly onOutput?: ((line: string) => void) | undefined
}

/**
 * The toolchain for a crate's directory: the rustc on PATH there (as `rust-toolchain.toml` says) when it owns the wasm
 * target, after one attempt to add it by rustup; else the private one. Throws a `CargoError` that says what to install.
 */
export async function findWasmToolchain(dir: string, options: ToolchainOptions = {}): Promise<WasmToolchain> {
  const onPath: WasmToolchain = { cargo: 'cargo', rustc: 'rustc', from: 'path', env: {} }
  if (await ownsWasmTarget(onPath.rustc, dir, options)) return onPath
  const bin = privateToolchain()
  const own = privateToolchainIn(bin)
  if (own && (await ownsWasmTarget(own.rustc, dir, options))) return own
  if (await addTarget(dir, options)) return onPath
  throw new CargoError('MISSING_WASM_TARGET', {
    message: `no rustc here compiles to ${WASM_TARGET}: neither the one on PATH for ${dir}, nor one in ${bin}`,
    hint: `run \`rustup target add ${WASM_TARGET}\` in that directory, or install your distribution's package of Rust's wasm32 standard library (Debian: libstd-rust-dev-wasm32)`,
  })
}

/** Whether some toolchain of the machine for the directory has the target, without adding it. */
export async function hasWasmTarget(dir: string, root: string): Promise<boolean> {
  const env = machineEnvironment(root, process.env)
  const isMachines = toolchainOfRepository(dir, { root, environment: process.env }) === null
  if (isMachines && (await ownsWasmTarget('rustc', dir, { env }))) return true
  const own = privateToolchainIn(privateToolchain())
  return own !== null && ownsWasmTarget(own.rustc, dir, { env })
}

function privateToolchainIn(bin: string): WasmToolchain | null {
  const [cargo, rustc] = [join(bin, 'cargo'), join(bin, 'rustc')]
  if (foreignWriter(bin) !== null) return null
  if (!isExecutable(cargo) || !isExecutable(rustc)) return null
  const path = [bin, process.env.PATH].filter(Boolean).join(delimiter)
  return { cargo, rustc, from: 'private', env: { PATH: path, RUSTC: rustc } }
}

async function ownsWasmTarget(
  rustc: string,
  dir: string,
  { signal, env }: ToolchainOptions & { readonly env?: NodeJS.ProcessEnv },
): Promise<boolean> {
  const args = ['--print', 'target-libdir', '--target', WASM_TARGET]
  const { success, stdout } = await outputOf({
    command: rustc,
    args,
    cwd: dir,
    signal,
    milliseconds: PATIENCE_MILLISECONDS,
    ...(env ? { env } : {}),
  })
  if (!success) return false
  try {
    return readdirSync(stdout.trim()).some((name) => name.startsWith('libcore-'))
  } catch {
    return false
  }
}

/** rustup downloads the target for the toolchain in force in `dir`; without a network it fails within seconds. */
async function addTarget(dir: string, options: ToolchainOptions): Promise<boolean> {
  const request = { command: 'rustup', cwd: dir, signal: options.signal }
  if (!(await outputOf({ ...request, args: ['--version'], milliseconds: PATIENCE_MILLISECONDS })).success)
    return false
  options.onOutput?.(`rustup target add ${WASM_TARGET}`)
  await outputOf({ ...request, args: ['target', 'add', WASM_TARGET] })
  return ownsWasmTarget('rustc', dir, options)
}
