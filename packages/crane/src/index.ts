export { CraneError, type CraneErrorCode, type CraneErrorDetails } from './crane-error'
export type { AttributeName, CratePlan } from './crate-plan'
export { planCrates } from './plan-crates'
export type { ResolvedWorkspaces } from './plan-features'
export {
  type FlakeFile,
  type FlakePlan,
  type FlakeSources,
  GENERATED_DIRECTORY,
  type NixLibrary,
  planFlake,
} from './plan-flake'
export { readNixLibrary } from './read-nix-library'
