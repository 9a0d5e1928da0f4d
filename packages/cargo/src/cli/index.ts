export { askProgram, noAnswer, PATIENCE_MILLISECONDS } from './ask-program'
export { cacheDirectory } from './cache-directory'
export { type BatchOptions, cargoBatch } from './cargo-batch'
export type { CargoMessage, CompilerArtifact } from './cargo-message'
export { checkNames, settingsArgs, trailingArgs } from './cargo-settings'
export { checkDependencies, type DependencyCheck } from './check-dependencies'
export { checkOutputDirectory } from './check-output-directory'
export { checkReadable } from './check-readable'
export type {
  CargoSettings,
  CrateTask,
  CrateTaskResult,
} from './crate-task'
export { type GitPlace, gitPaths, TRUSTING_NOTHING } from './git-paths'
export { hostDebugInfo } from './host-debug-info'
export {
  type ComputedKey,
  type ComputeKeysOptions,
  type CrateKeySet,
  computeKeySets,
  computeKeys,
  type KeyRequest,
} from './keys'
export { readResolvedWorkspace } from './read-resolved-workspace'
export { ResultChannel } from './result-channel'
export { type CargoRequest, cargoEnvironment, messageFormat, runCargo } from './run-cargo'
export { type InteractiveRequest, runInteractively } from './run-interactively'
export { type ProcessExit, type ProcessRequest, runProcess } from './run-process'
export { printsColour, withoutColour } from './terminal-colour'
export {
  isOfRepository,
  isRustup,
  machineEnvironment,
  packagedVersion,
  type RustcVersionOptions,
  readRustup,
  rustcVersion,
} from './toolchain'
export { updateLock } from './update-lock'
export {
  availableWasmBindgen,
  type BuiltPackages,
  buildWasmPackage,
  type CompilerDiagnostic,
  type DebugInfo,
  type DebugModule,
  type FailedBuild,
  type FoundWasmTools,
  findWasmBindgen,
  findWasmToolchain,
  hasWasmOpt,
  installedBindgens,
  isExecutable,
  placePackage,
  privateToolchain,
  probeWasmTools,
  programCandidates,
  replacePackage,
  unmappedPath,
  type WasmBuildRequest,
  type WasmBuildResult,
  type WasmDevBuild,
  WasmDevBuilder,
  type WasmDevBuildRequest,
  type WasmToolchain,
  writeDeclarations,
} from './wasm'
export { writeArtifacts } from './write-artifacts'
export { writeDocumentation } from './write-documentation'
