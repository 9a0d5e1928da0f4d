import { firstOnPath } from '@nx-crane/keys/cli'
import { hasWasmBindgen } from './wasm-bindgen-cli'
import { hasWasmOpt } from './wasm-opt'
import { hasWasmTarget } from './wasm-toolchain'

/** What one crate's WebAssembly package needs of this machine. */
export interface WasmToolNeeds {
  /** The repository, absolute: none of its programs is run. */
  readonly root: string
  /** Of the crate, absolute: which compiler is in force depends on it. */
  readonly dir: string
  /** The lock's version of wasm-bindgen; null where it is not known yet. */
  readonly bindgen: string | null
}

export interface FoundWasmTools {
  /** Some compiler for the directory has the standard library for wasm32. */
  readonly target: boolean
  readonly rustup: boolean
  readonly wasmOpt: boolean
  /** True where no version is known. */
  readonly bindgen: boolean
}

/** Which of the tools are there. Installs nothing. */
export async function probeWasmTools({ root, dir, bindgen }: WasmToolNeeds): Promise<FoundWasmTools> {
  const [target, isThere] = await Promise.all([
    hasWasmTarget(dir, root),
    bindgen === null ? true : hasWasmBindgen(bindgen, dir, root),
  ])
  const rustup = firstOnPath('rustup', dir, process.env) !== null
  return { target, rustup, wasmOpt: hasWasmOpt(dir), bindgen: isThere }
}
