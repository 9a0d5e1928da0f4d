export const SPACE = 1
export const WORD = 2

/** What a character of ASCII is part of: a space, or a name or number; marks are neither. */
const CLASSES = new Uint8Array(128)
for (const code of [9, 10, 11, 12, 13, 32]) CLASSES[code] = SPACE
for (const character of '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_$') {
  CLASSES[character.charCodeAt(0)] = WORD
}

/** SPACE, WORD, or 0 for a mark and for what lies behind the end of a text. */
export function classOf(code: number): number {
  if (code < 128) return CLASSES[code] ?? 0
  return code === 0xa0 || code === 0xfeff || code === 0x2028 || code === 0x2029 ? SPACE : code > 0 ? WORD : 0
}

export function isNumberPart(code: number): boolean {
  return code === 46 || classOf(code) === WORD
}
