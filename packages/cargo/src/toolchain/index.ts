export {
  chooseToolchain,
  type FileInDirectory,
  type Rustup,
  type ToolchainChoice,
  type ToolchainChooser,
} from './choose-toolchain'
export { type FoundToolchainFile, readToolchainFile, readToolchainFiles } from './read-toolchain-files'
export { parseToolchainFile, type RustToolchain, toolchainFor } from './rust-toolchain'
