export { buildWasmPackage, type WasmBuildRequest, type WasmBuildResult } from './build-wasm-package'
export { findWasmBindgen } from './wasm-bindgen-cli'
export { findWasmToolchain, WASM_TARGET, type WasmToolchain } from './wasm-toolchain'
export { makeStaging, replacePackage } from './write-package'
