import type { TaskKind } from '@nx-crane/graph'
import { hashedTextPath } from '@nx-crane/nix'

/**
 * A key of the cargo builder: the store path of the text that lists what went into it, as `builtins.toFile` would place
 * it. No derivation has such a path, so it can never be a key of the Nix builder.
 *
 * @param digest SHA-256 of that text, in hexadecimal
 * @example storePathKey({ name: 'engine', kind: 'build', digest }) // → '/nix/store/…-engine-build'
 */
export function storePathKey(key: {
  readonly name: string
  readonly kind: TaskKind
  readonly digest: string
}): string {
  return hashedTextPath(Buffer.from(key.digest, 'hex'), storeName(`${key.name}-${key.kind}`)).path
}

/** Names of crates may have letters that names in the store may not; what they are is in the digest. */
function storeName(name: string): string {
  return name.replace(/[^0-9A-Za-z+\-._?=]/gu, '_').slice(-200)
}
