export { conventionalPaths } from './conventional-files'
export { declaredReads } from './declared-reads'
export { COMPILER_VARIABLES, variableInput } from './environment-inputs'
export { type FilesOfConfiguration, filesOfConfiguration } from './files-of-configuration'
export { type FilesOfCrate, filesOfCrate } from './files-of-crate'
export { KeyGlobs, type WorkspaceSurroundings } from './key-globs'
export { digestInputs, digestText, type KeyInput } from './key-input'
export { KeyNodes } from './key-nodes'
export {
  addressOf,
  type KeyRecord,
  type RecordedRun,
  type RecordLine,
  recordedNodes,
  recordedTask,
} from './key-record'
export { outsidePackagesOf } from './outside-packages'
export { readGitConfig } from './read-commit'
export type { RecordedKey } from './why/input-changes'
export type { KeyReason } from './why/key-reason'
export { keyReasons } from './why/key-reasons'
