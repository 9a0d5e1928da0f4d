import { NixError } from './nix-error'

/** Without e, o, u and t, so that no hash spells a word. */
const ALPHABET = '0123456789abcdfghijklmnpqrsvwxyz'
const VALUES = new Map([...ALPHABET].map((character, value) => [character, value]))

/**
 * Bytes in Nix's own base 32: the bytes are one number, lowest byte first, printed with its highest digit first.
 *
 * @example encodeNix32(Uint8Array.of(31)) // → '0z'
 */
export function encodeNix32(bytes: Uint8Array): string {
  let text = ''
  for (let digit = lengthOfNix32(bytes.length) - 1; digit >= 0; digit--) {
    const byte = (digit * 5) >> 3
    const shift = (digit * 5) & 7
    const value = ((bytes[byte] ?? 0) >> shift) | ((bytes[byte + 1] ?? 0) << (8 - shift))
    text += ALPHABET[value & 31]
  }
  return text
}

/** The bytes whose `encodeNix32` is `text`. Every other text is refused, also one with bits left over. */
export function decodeNix32(text: string): Uint8Array {
  const bytes = new Uint8Array((text.length * 5) >> 3)
  if (lengthOfNix32(bytes.length) !== text.length) throw malformed(text, `no hash has ${text.length} digits`)
  for (let index = 0; index < text.length; index++) {
    const value = VALUES.get(text[index] ?? '')
    if (value === undefined) throw malformed(text, `${JSON.stringify(text[index])} is no digit`)
    const bit = (text.length - 1 - index) * 5
    const shifted = value << (bit & 7)
    const rest = shifted >> 8
    const byte = bit >> 3
    if (shifted & 255) bytes[byte] = (bytes[byte] ?? 0) | (shifted & 255)
    if (rest === 0) continue
    if (byte + 1 >= bytes.length) throw malformed(text, 'the first digit is too high')
    bytes[byte + 1] = (bytes[byte + 1] ?? 0) | rest
  }
  return bytes
}

/** Digits that `bytes` bytes take. */
export function lengthOfNix32(bytes: number): number {
  return Math.ceil((bytes * 8) / 5)
}

function malformed(text: string, fault: string): NixError {
  return new NixError('MALFORMED_NIX32', {
    message: `${JSON.stringify(text)} is not in Nix's base 32: ${fault}`,
    hint: `the digits are ${ALPHABET}, 52 for a sha256 and 32 for the hash of a store path`,
  })
}
