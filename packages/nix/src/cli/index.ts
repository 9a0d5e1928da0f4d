export {
  type EvaluatedCrate,
  type EvaluatedTasks,
  type EvaluateTaskPathsOptions,
  evaluateTaskPaths,
} from './evaluate-task-paths'
export { type FindNixOptions, findNix, type NixProgram } from './find-nix'
export type { CrateTaskPaths, TaskPath, TaskPaths } from './task-paths'
