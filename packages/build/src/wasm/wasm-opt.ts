import { CargoError, packageManagerOf, readSourceTree, wasmOptFeatureFlags } from '@nx-crane/graph'
import { PATIENCE_MILLISECONDS, programCandidates } from '@nx-crane/keys/cli'
import { outputOf } from './output-of'
import { WASM_TARGET, type WasmToolchain } from './wasm-toolchain'

/** wasm-opt and the flags of what the compiler may have used. */
export interface WasmOptimizer {
  readonly program: string
  readonly version: string
  readonly featureFlags: readonly string[]
}

export interface OptimizerRequest {
  /** The repository, whose package manager is named where wasm-opt is missing. */
  readonly root?: string | undefined
  readonly crateDir: string
  readonly toolchain: WasmToolchain
  /** Flags of rustc that may switch features on. */
  readonly rustflags: readonly string[]
  readonly signal?: AbortSignal | undefined
}

/** Whether there is a wasm-opt for crates in the directory. */
export function hasWasmOpt(from: string): boolean {
  return programCandidates('wasm-opt', from).length > 0
}

/** Finds wasm-opt. That it is missing is an error: a module shipped without it would be larger and nobody would notice. */
export async function findWasmOpt(request: OptimizerRequest): Promise<WasmOptimizer> {
  const { crateDir, toolchain, signal } = request
  for (const program of programCandidates('wasm-opt', crateDir)) {
    const { success, stdout } = await outputOf({
      command: program,
      args: ['--version'],
      cwd: crateDir,
      signal,
      milliseconds: PATIENCE_MILLISECONDS,
    })
    if (!success) continue
    const cfg = await outputOf({
      command: toolchain.rustc,
      args: ['--print', 'cfg', '--target', WASM_TARGET, ...request.rustflags],
      cwd: crateDir,
      env: { ...process.env, ...toolchain.env },
      signal,
      milliseconds: PATIENCE_MILLISECONDS,
    })
    return { program, version: stdout.trim(), featureFlags: wasmOptFeatureFlags(cfg.stdout) }
  }
  throw new CargoError('MISSING_WASM_OPT', {
    message: 'wasm-opt, which makes release modules small and fast, is neither on PATH nor in node_modules',
    hint: `run \`${packageManagerOf(readSourceTree(request.root ?? crateDir)).addDev('binaryen')}\` (or install binaryen from your distribution), or write [package.metadata.wasm-pack.profile.release] wasm-opt = false in the crate’s Cargo.toml to ship without it`,
  })
}
