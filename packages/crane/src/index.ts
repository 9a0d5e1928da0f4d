export { CraneError, type CraneErrorCode, type CraneErrorDetails } from './crane-error'
export type { AttributeName, CratePlan } from './crate-plan'
export { type PlanCratesOptions, planCrates, unlockedWorkspaces, type WasmOptions } from './plan-crates'
export {
  CRATES_FILE,
  FEATURES_FILE,
  type FlakeFile,
  type FlakePlan,
  GENERATED_DIRECTORY,
  generatedLibrary,
  type NixLibrary,
  type PlanFlakeOptions,
  planFlake,
} from './plan-flake'
export type { ResolvedWorkspaces } from './print-features'
export { readNixLibrary } from './read-nix-library'
