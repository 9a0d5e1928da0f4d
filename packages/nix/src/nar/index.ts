export { narChunks } from './nar-chunks'
export { narHash } from './nar-hash'
export { type NarItem, narItems } from './nar-item'
export type { NarDirectory, NarEntry, NarFile, NarLink, NarNode } from './nar-node'
export { narFile, narLink, narTree } from './nar-tree'
export { parseNar } from './parse-nar'
export {
  type NarSourceEntry,
  type NarSourceKind,
  type NarSourceOptions,
  readNarSource,
} from './read-nar-source'
