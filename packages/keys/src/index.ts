export { conventionalPaths } from './conventional-files'
export { COMPILER_VARIABLES, variableInput } from './environment-inputs'
export { digestText, type KeyInput } from './key-input'
export { KeyNodes } from './key-nodes'
export {
  addressOf,
  type KeyRecord,
  type RecordedRun,
  type RecordLine,
  recordedNodes,
  recordedTask,
} from './key-record'
export type { RecordedKey } from './why/input-changes'
export type { KeyReason } from './why/key-reason'
export { keyReasons } from './why/key-reasons'
