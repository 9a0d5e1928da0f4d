export type { DebugInfo } from '@nx-crane/graph'
export { isExecutable, privateToolchain, programCandidates } from '@nx-crane/keys/cli'
export { availableWasmBindgen, installedBindgens } from './available-bindgen'
export { buildWasmPackage, type WasmBuildRequest, type WasmBuildResult } from './build-wasm-package'
export type { CompilerDiagnostic } from './compiler-diagnostic'
export type { DebugModule } from './debug-module'
export { placePackage } from './package-destinations'
export { type FoundWasmTools, probeWasmTools, type WasmToolNeeds } from './probe-wasm-tools'
export { findWasmBindgen } from './wasm-bindgen-cli'
export {
  type BuiltPackages,
  type FailedBuild,
  type WasmDevBuild,
  WasmDevBuilder,
  type WasmDevBuildRequest,
} from './wasm-dev-builder'
export { hasWasmOpt } from './wasm-opt'
export { unmappedPath } from './wasm-rustflags'
export { findWasmToolchain, WASM_TARGET, type WasmToolchain } from './wasm-toolchain'
export { writeDeclarations } from './write-declarations'
export { replacePackage } from './write-package'
