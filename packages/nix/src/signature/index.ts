export type { PathInfo } from './path-info'
export { type Trust, trustIn } from './trusted-signature'
