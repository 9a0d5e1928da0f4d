export type { PathInfo } from './path-info'
export { signersOf, type Trust, trustIn } from './trusted-signature'
