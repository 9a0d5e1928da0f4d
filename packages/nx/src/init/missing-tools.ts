import type { FoundWasmTools } from '@nx-crane/build'
import type { PackageManager } from '@nx-crane/graph'
import type { SurveyedWasmCrate } from './wasm-survey'

/** A wasm crate and what of its tools is on this machine. */
export interface ProbedWasmCrate extends SurveyedWasmCrate {
  readonly found: FoundWasmTools
}

/** A tool that builds of WebAssembly packages will miss here. */
export interface MissingTool {
  readonly tool: 'wasm target' | 'wasm-opt' | 'wasm-bindgen'
  /** What is missing and for which crates. */
  readonly fault: string
  /** What adds it, or what will be done without being asked. */
  readonly mend: string
}

/** What is missing, each once, in the order in which a build would ask for it. */
export function missingTools(crates: readonly ProbedWasmCrate[], manager: PackageManager): MissingTool[] {
  return [...missingTargets(crates), ...missingWasmOpt(crates, manager), ...missingBindgens(crates)]
}

/** Each directory may have a compiler of its own (`rust-toolchain.toml`); most share one. */
function missingTargets(crates: readonly ProbedWasmCrate[]): MissingTool[] {
  const lacking = crates.filter(({ found }) => !found.target)
  const [first] = lacking
  if (!first) return []
  const hasRustup = first.found.rustup
  const where = first.dir === '' ? '' : ` in ${first.dir}`
  return [
    {
      tool: 'wasm target',
      fault: `the compiler cannot compile to WebAssembly: it lacks the target wasm32-unknown-unknown, which ${namesOf(lacking)}`,
      mend: hasRustup
        ? `run \`rustup target add wasm32-unknown-unknown\`${where}; otherwise the first build does it`
        : "install your distribution's package of Rust's wasm32 standard library (Debian: libstd-rust-dev-wasm32), or rustup",
    },
  ]
}

function missingWasmOpt(crates: readonly ProbedWasmCrate[], manager: PackageManager): MissingTool[] {
  const lacking = crates.filter(({ needsWasmOpt, found }) => needsWasmOpt && !found.wasmOpt)
  if (lacking.length === 0) return []
  return [
    {
      tool: 'wasm-opt',
      fault: `wasm-opt is neither on PATH nor in node_modules; release builds need it, which ${namesOf(lacking)}`,
      mend: `run \`${manager.addDev('binaryen')}\``,
    },
  ]
}

function missingBindgens(crates: readonly ProbedWasmCrate[]): MissingTool[] {
  const lacking = crates.filter(({ bindgen, found }) => bindgen !== null && !found.bindgen)
  const versions = [...new Set(lacking.map(({ bindgen }) => bindgen ?? ''))].sort()
  return versions.map((version) => ({
    tool: 'wasm-bindgen',
    fault: `the wasm-bindgen CLI ${version}, the version in Cargo.lock, is not installed, which ${namesOf(lacking.filter(({ bindgen }) => bindgen === version))}`,
    mend: `the first build installs it, which takes one to five minutes; or run \`cargo install wasm-bindgen-cli --version =${version} --locked\``,
  }))
}

function namesOf(crates: readonly ProbedWasmCrate[]): string {
  const names = crates.map(({ name }) => name).sort()
  const shown = names.slice(0, SHOWN).join(', ')
  const more = names.length > SHOWN ? ` and ${names.length - SHOWN} more` : ''
  return names.length === 1 ? `${shown} needs` : `${shown}${more} need`
}

const SHOWN = 3
