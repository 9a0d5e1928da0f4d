import { createHash } from 'node:crypto'
import type { HashAlgorithm } from '../digest'
import { narChunks } from './nar-chunks'
import type { NarNode } from './nar-node'

/**
 * The hash of a tree as Nix knows it: of its archive. Equal for two trees exactly when names, contents, link targets and
 * executable bits are.
 *
 * @example printSri(narHash(readNarSource('crates/engine'))) // → what `nix hash path crates/engine` prints
 */
export function narHash(root: NarNode, algorithm: HashAlgorithm = 'sha256'): Buffer {
  const hash = createHash(algorithm)
  for (const chunk of narChunks(root)) hash.update(chunk)
  return hash.digest()
}
