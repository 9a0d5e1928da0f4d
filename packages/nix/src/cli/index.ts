export { type FindNixOptions, findNix, type NixProgram } from './find-nix'
export type { CrateTaskPaths, TaskPath, TaskPaths } from './task-paths'
