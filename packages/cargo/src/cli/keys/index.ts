export {
  type ComputedKey,
  type ComputeKeysOptions,
  computeKeys,
  type KeyRequest,
} from './compute-keys'
export { taskKindsOf } from './task-kinds'
