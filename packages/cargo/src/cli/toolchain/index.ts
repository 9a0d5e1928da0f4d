export { type RustcVersionOptions, rustcSysroot, rustcVersion } from './rustc-version'
export { wasmToolInputs } from './wasm-tools'
