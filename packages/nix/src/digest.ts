import { hash } from 'node:crypto'
import { NixError } from './nix-error'

/** The hashes that Nix accepts for fixed outputs. */
export type HashAlgorithm = 'md5' | 'sha1' | 'sha256' | 'sha512'

/** Bytes in a digest. */
export const DIGEST_SIZES: Readonly<Record<HashAlgorithm, number>> = {
  md5: 16,
  sha1: 20,
  sha256: 32,
  sha512: 64,
}

/** The SHA-256 of text (as UTF-8) or bytes. */
export function sha256(data: string | Uint8Array): Buffer {
  return hash('sha256', typeof data === 'string' ? utf8(data) : data, 'buffer')
}

/** A sha256 as flake locks and `nix hash path` print it: `sha256-…=`. */
export function printSri(digest: Uint8Array): string {
  return `sha256-${Buffer.from(digest).toString('base64')}`
}

/** A digest folded to `size` bytes by exclusive or: Nix keeps 160 bits of a SHA-256 in a store path. */
export function compressHash(digest: Uint8Array, size = 20): Uint8Array {
  const folded = new Uint8Array(size)
  digest.forEach((byte, index) => {
    folded[index % size] = (folded[index % size] ?? 0) ^ byte
  })
  return folded
}

/** Node would put U+FFFD for half a surrogate pair: two texts, one hash. */
function utf8(text: string): Buffer {
  if (/\p{Surrogate}/u.test(text)) {
    throw new NixError('NOT_UTF8', {
      message: 'a text to be hashed holds half a surrogate pair, which has no UTF-8 form',
      hint: 'it was cut in the middle of a character, or was never Unicode text',
    })
  }
  return Buffer.from(text)
}
