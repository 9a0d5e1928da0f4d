import { nxCrane } from './plugin'

export type { NxCraneOptions } from './plugin-options'
export { nxCrane }
export default nxCrane
