import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'smol-toml'
import { describe, expect, test } from 'vitest'
import { parsePlainToml } from './plain-toml'

const MANIFESTS = manifestsBelow(join(__dirname, '../../fixtures')).map((path) => readFileSync(path, 'utf8'))

describe('plain TOML is what the full parser says', () => {
  test('of every fixture, and most of them are plain', () => {
    const plain = MANIFESTS.filter((text) => agree(text))
    expect(plain.length / MANIFESTS.length).toBeGreaterThan(0.85)
  })

  test('of fixtures with characters changed: whatever is accepted is valid and means the same', () => {
    let seed = 1
    const random = (limit: number) => {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
      return Math.floor((seed / 2 ** 32) * limit)
    }
    const pieces = [
      '[',
      ']',
      '[[',
      ']]',
      '{',
      '}',
      '"',
      "'",
      '=',
      '.',
      ',',
      '\n',
      '#',
      ' ',
      '1',
      '0',
      '-',
      'a',
      'a.b = 1\n',
    ]
    const more = [
      '[dependencies]\n',
      '[a]\n',
      '[a.b]\n',
      '[[a]]\n',
      'a = {}\n',
      'a.c = 2\n',
      'name = ""\n',
      '\t',
      'true',
      'é',
    ]
    let accepted = 0
    for (let round = 0; round < 40; round++) {
      for (const text of MANIFESTS) {
        let changed = text
        for (let edits = 1 + random(3); edits > 0; edits--) {
          const at = random(changed.length + 1)
          const piece = [...pieces, ...more][random(pieces.length + more.length)] ?? ''
          changed = changed.slice(0, at) + (random(4) ? piece : '') + changed.slice(at + random(3))
        }
        if (agree(changed)) accepted++
      }
    }
    expect(accepted).toBeGreaterThan(1000)
  })

  test.each([
    ['a = 1\na = 2\n'],
    ['[a]\n[a]\n'],
    ['a.b = 1\n[a]\n'],
    ['a.b = 1\n[a.c]\n'],
    ['[a]\nb.c = 1\n[a.b]\n'],
    ['a = {}\n[a.b]\n'],
    ['a = { b = 1 }\na.c = 2\n'],
    ['a = []\n[[a]]\n'],
    ['[[a]]\n[a]\n'],
    ['[a.b]\n[a]\nb.c = 1\n'],
    ['a = 1.5\n'],
    ['a = 1979-05-27\n'],
    ['a = 010\n'],
    ['a = 1_000\n'],
    ['a = "\\n"\n'],
    ['__proto__ = 1\n'],
    ['constructor.x = 1\n'],
    ['a = 1 b = 2\n'],
    ['= 1\n'],
    ['a = \n'],
    ['a\n'],
    ['[a\n'],
    ['a = [1,,2]\n'],
    ['a = { , }\n'],
    ['a = 99999999999999999\n'],
  ])('%j is left to the full parser', (text) => {
    expect(parsePlainToml(text)).toBeUndefined()
  })

  test.each([
    ['[a.b]\nx = 1\n[a]\ny = 2\n'],
    ['[[a]]\nb = 1\n[a.c]\nd = 1\n[[a]]\n[[a.e]]\n'],
    ['a.b = 1\na.c = 2\n[x]\na.b.c = 1\na.b.d = 2\n'],
    ['a = [\n  1, # one\n  [true, "x"], { y = \'z\' },\n]\n'],
    ['"quoted key" = 1\n\'cfg(unix)\'.x = 2\n1 = 3\n'],
    ['a = {\n  b = 1,\n  c.d = 2, # why\n}\n'],
    [''],
    ['# nothing'],
  ])('%j is plain', (text) => {
    expect(agree(text)).toBe(true)
  })
})

/** Whether the text is plain; fails when the full parser says otherwise. */
function agree(text: string): boolean {
  const plain = parsePlainToml(text)
  if (plain === undefined) return false
  expect(JSON.stringify(plain), text).toBe(JSON.stringify(parse(text)))
  return true
}

function manifestsBelow(dir: string): string[] {
  return readdirSync(dir, { withFileTypes: true }).flatMap((entry) => {
    const path = join(dir, entry.name)
    if (entry.isDirectory()) return manifestsBelow(path)
    return entry.isFile() && entry.name === 'Cargo.toml' ? [path] : []
  })
}
