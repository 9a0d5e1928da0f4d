import { createPublicKey, verify } from 'node:crypto'
import { encodeNix32 } from '../nix32'
import type { PathInfo } from './path-info'

/** Who vouches for a path, seen from the keys of `trusted-public-keys`. */
export type Trust =
  /** A key that is trusted has signed it. */
  | { readonly is: 'trusted'; readonly key: string }
  /** Nobody has to. */
  | { readonly is: 'content-addressed' }
  | { readonly is: 'unsigned' }
  /** Signed, but by keys of names that are not trusted. */
  | { readonly is: 'untrusted'; readonly keys: readonly string[] }
  /** Signed in the name of a key that is trusted, but not by it: another key has the same name, or the path was altered. */
  | { readonly is: 'forged'; readonly keys: readonly string[] }

/**
 * Whether one of the trusted keys has signed what a cache says of a path, as Nix checks it.
 *
 * @param trustedKeys `<name>:<base 64>`, each
 */
export function trustIn(info: PathInfo, trustedKeys: readonly string[]): Trust {
  const publicKeys = trustedKeys.map(named)
  const signatures = info.signatures.map(named)
  const signer = signatures.find((signature) =>
    publicKeys.some((key) => key.name === signature.name && hasSigned(key.value, info, signature.value)),
  )
  if (signer) return { is: 'trusted', key: signer.name }
  if (info.isContentAddressed) return { is: 'content-addressed' }
  const keys = signersOf(info)
  if (keys.length === 0) return { is: 'unsigned' }
  const forged = keys.filter((name) => publicKeys.some((key) => key.name === name))
  return forged.length > 0 ? { is: 'forged', keys: forged } : { is: 'untrusted', keys }
}

/** The names of the keys that have signed a path, sorted. */
export function signersOf({ signatures }: PathInfo): string[] {
  return [...new Set(signatures.map((signature) => named(signature).name))].sort()
}

function named(text: string): { name: string; value: string } {
  const colon = text.indexOf(':')
  return { name: text.slice(0, Math.max(colon, 0)), value: text.slice(colon + 1) }
}

/** What stands before the 32 bytes of an Ed25519 key in the form that Node reads (RFC 8410). */
const SPKI_ED25519 = Buffer.from('302a300506032b6570032100', 'hex')

function hasSigned(publicKey: string, info: PathInfo, signature: string): boolean {
  const raw = Buffer.from(publicKey, 'base64')
  if (raw.length !== 32) return false
  const key = createPublicKey({ key: Buffer.concat([SPKI_ED25519, raw]), format: 'der', type: 'spki' })
  return verify(null, Buffer.from(fingerprintOf(info)), key, Buffer.from(signature, 'base64'))
}

/** What is signed (path-info.cc). */
function fingerprintOf({ storePath, narHash, narSize, references }: PathInfo): string {
  const hash = encodeNix32(Buffer.from(narHash.replace(/^sha256-/, ''), 'base64'))
  return `1;${storePath};sha256:${hash};${narSize};${[...references].sort().join(',')}`
}
