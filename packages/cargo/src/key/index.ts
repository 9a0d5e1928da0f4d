export type { KeyInput } from './key-input'
export { defaultProfile, type TaskKind } from './task-kind'
export { NO_SETTINGS, type TaskSettings } from './task-settings'
