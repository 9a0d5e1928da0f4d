export { conventionalPaths } from './conventional-files'
export type { KeyInput } from './key-input'
