export { readRustup } from './read-rustup'
export { type RustcVersionOptions, rustcSysroot, rustcVersion } from './rustc-version'
export { isRustup } from './toolchain-identity'
export { wasmToolInputs } from './wasm-tools'
