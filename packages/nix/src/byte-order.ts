/** Compares texts by their UTF-8 bytes, as Nix sorts. JavaScript's own order differs above U+FFFF. */
export function compareBytes(a: string, b: string): number {
  if (a === b) return 0
  // Only surrogates, which stand for what is above U+FFFF, are out of order among UTF-16 code units.
  if (!SURROGATE.test(a) && !SURROGATE.test(b)) return a < b ? -1 : 1
  return Buffer.compare(Buffer.from(a), Buffer.from(b))
}

const SURROGATE = /[\ud800-\udfff]/
