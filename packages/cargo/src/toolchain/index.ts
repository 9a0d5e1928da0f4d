export {
  chooseToolchain,
  type FileInDirectory,
  type Rustup,
  type ToolchainChoice,
  type ToolchainChooser,
} from './choose-toolchain'
export { parseToolchainFile, type RustToolchain, toolchainFor } from './rust-toolchain'
