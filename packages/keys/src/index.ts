export { conventionalPaths } from './conventional-files'
export { COMPILER_VARIABLES, variableInput } from './environment-inputs'
export type { KeyInput } from './key-input'
