export { parseToolchainFile, type RustToolchain, toolchainFor } from './rust-toolchain'
