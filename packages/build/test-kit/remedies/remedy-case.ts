import { expect } from 'vitest'

/** Files by path: their new text, null for one that is deleted, or what an edit makes of it. */
export type Remedy = Readonly<Record<string, string | null | ((text: string) => string)>>
/** A fixture in `invalid` or the files of a repository, the code and a part of the hint, and the hint carried out. */
export type RemedyCase = readonly [
  broken: string | Readonly<Record<string, string>>,
  code: string,
  hint: string,
  remedy: Remedy,
]

export const replace = (from: string, to: string) => (text: string) => {
  expect(text).toContain(from)
  return text.replace(from, () => to)
}
export const append = (more: string) => (text: string) => text + more
export const crate = (name: string, rest = '') =>
  `[package]\nname = "${name}"\nversion = "0.1.0"\nedition = "2021"\n${rest}`
export const EMPTY = ''
export const MAIN = 'fn main() {}\n'
export const GONE = { 'gone/Cargo.toml': crate('gone'), 'gone/src/lib.rs': EMPTY }

/** A crate of one manifest and a library that cargo 1.95 refuses; `mended` is what the hint makes of `broken` in it. */
export const one = (
  broken: string,
  mended: string,
  { code, hint, edition = '2021' }: { code: string; hint: string; edition?: string },
): RemedyCase => [
  { 'Cargo.toml': crate('a', broken).replace('2021', edition), 'src/lib.rs': EMPTY },
  code,
  hint,
  { 'Cargo.toml': crate('a', mended).replace('2021', edition) },
]
export const dependency = (broken: string, mended: string, expected: Parameters<typeof one>[2]) =>
  one(`[dependencies]\n${broken}\n`, `[dependencies]\n${mended}\n`, expected)
