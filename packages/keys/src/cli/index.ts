export {
  askProgram,
  forbiddenProgram,
  noAnswer,
  PATIENCE_MILLISECONDS,
  type ProgramAnswer,
} from './ask-program'
export { cacheDirectory } from './cache-directory'
export { checkReadable } from './check-readable'
export { type CrateKeySet, computeContributions, computeKeySets, computeKeys } from './compute-keys'
export { firstOnPath, isExecutable, privateToolchain, programCandidates } from './find-program'
export { findCoverage, type KeyCoverage, type UncoveredRead } from './key-coverage'
export { joinRecords, KeyLog, linesOf, readRecord } from './key-log'
export { observedAnswers, type PackageAnswers } from './observed-answers'
export { type ObservedCrate, observedCrates } from './observed-crates'
export { type ObservedReads, recordTraces } from './record-traces'
export type { ComputedKey } from './requested-keys'
export { printsColour, withoutColour } from './terminal-colour'
export { toolchainOfRepository } from './toolchain/compilers-of-repository'
export { loadingVariable } from './toolchain/configured-programs'
export { isOfRepository, machineCargoEnvironment, machineEnvironment } from './toolchain/machine-environment'
export { packagedVersion } from './toolchain/program-content'
export { readRustup } from './toolchain/read-rustup'
export { rustcVersion } from './toolchain/rustc-version'
export { isRustup } from './toolchain/toolchain-identity'
export { workspaceSurroundings } from './workspace-surroundings'
