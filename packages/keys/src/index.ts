export { conventionalPaths } from './conventional-files'
export { variableInput } from './environment-inputs'
export type { KeyInput } from './key-input'
