export type { Activity } from './build-log'
export { type CacheSettings, type EffectiveCacheSettings, readCacheSettings } from './cache-settings'
export { type CopyOutOptions, copyOut } from './copy-out'
export { type DerivationGraph, neededBy, readDerivationGraph } from './derivation-graph'
export {
  type EvaluatedCrate,
  type EvaluatedTasks,
  type EvaluateTaskPathsOptions,
  evaluateTaskPaths,
} from './evaluate-task-paths'
export { type FindNixOptions, findNix, type NixProgram } from './find-nix'
export { type InstantiateTasksOptions, instantiateTasks } from './instantiate-tasks'
export { NixInstallation } from './nix-installation'
export { type PathInfos, readPathInfos } from './path-infos'
export { type Realised, realise, type WantedOutput } from './realise'
export { storeError } from './store-error'
export { StoreFiles } from './store-files'
export type { CrateTaskPaths, TaskPath, TaskPaths } from './task-paths'
export { validPaths } from './valid-paths'
