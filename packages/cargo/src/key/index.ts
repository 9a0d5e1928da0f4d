export type { KeyInput } from './key-input'
export { NO_SETTINGS, type TaskSettings } from './task-settings'
