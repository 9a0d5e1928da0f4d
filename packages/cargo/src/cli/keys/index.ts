export { type ComputeKeysOptions, type CrateKeySet, computeKeySets, computeKeys } from './compute-keys'
export type { ComputedKey, KeyRequest } from './requested-keys'
