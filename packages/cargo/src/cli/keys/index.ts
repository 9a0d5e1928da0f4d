export {
  type ComputedKey,
  type ComputeKeysOptions,
  computeKeys,
  type KeyRequest,
  taskKindsOf,
} from './compute-keys'
