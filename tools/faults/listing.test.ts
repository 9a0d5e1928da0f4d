import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { leftoversBelow } from './leftovers'
import { listingDifferences, listingOf } from './listing'

let root: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'listing-'))
  mkdirSync(join(root, 'a'))
  writeFileSync(join(root, 'a/file'), 'text')
  symlinkSync('a/file', join(root, 'link'))
})

afterEach(() => rmSync(root, { recursive: true, force: true }))

test.each<[string, () => void, string]>([
  ['a byte', () => appendFileSync(join(root, 'a/file'), 'x'), '"a/file"'],
  ['a mode', () => chmodSync(join(root, 'a/file'), 0o600), '"a/file"'],
  ['a file removed', () => rmSync(join(root, 'a/file')), '"a/file"'],
  ['a file more', () => writeFileSync(join(root, 'new\nname'), ''), '"new\\nname"'],
  [
    'a link that leads elsewhere',
    () => {
      rmSync(join(root, 'link'))
      symlinkSync('a', join(root, 'link'))
    },
    '"link"',
  ],
])('%s is seen', (_, change, path) => {
  const before = listingOf(root)
  change()
  expect(listingDifferences(before, listingOf(root)).map((line) => line.split(': ')[0])).toEqual([path])
})

test('a file that was there for a moment is seen by the time of its directory', () => {
  const before = listingOf(root, { times: true })
  writeFileSync(join(root, 'a/moment'), '')
  rmSync(join(root, 'a/moment'))
  expect(listingDifferences(before, listingOf(root, { times: true }))).toHaveLength(1)
  expect(listingDifferences(listingOf(root), listingOf(root))).toEqual([])
})

test.each([
  ['nix/overrides.nix.17.tmp', true],
  ['.nx-crane-12ab-3-4-5.tmp', true],
  ['crates/k/dist/cargo/.libk_cdy.a.17690.tmp', true],
  ['crates/shape/pkg-staging-x', true],
  ['crates/shape/pkg.old', true],
  ['target/debug/x.tmp', false],
  ['node_modules/other/x.tmp', false],
  ['node_modules/.cache/nx-crane/memo.json.3.tmp', true],
  ['src/template.rs', false],
])('%s is left over: %s', (path, expected) => {
  mkdirSync(join(root, path, '..'), { recursive: true })
  writeFileSync(join(root, path), '')
  expect(leftoversBelow(root)).toEqual(expected ? [path] : [])
})
