import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { treeDigest } from './tree-digest'

const directory = mkdtempSync(join(tmpdir(), 'tree-digest-'))
const file = join(directory, 'in', 'x.txt')
mkdirSync(join(directory, 'in'))
writeFileSync(file, 'one')
const digest = () => treeDigest(directory, (name) => name === 'target')
afterAll(() => rmSync(directory, { recursive: true }))

test('another time and what is left out change nothing', () => {
  const before = digest()
  utimesSync(file, 1, 1)
  mkdirSync(join(directory, 'target'))
  writeFileSync(join(directory, 'target', 'made'), '')
  expect(digest()).toBe(before)
})

test.each<[string, () => void]>([
  ['a text', () => writeFileSync(file, 'two')],
  ['a mode', () => chmodSync(file, 0o755)],
  ['a link', () => symlinkSync('x.txt', join(directory, 'in', 'link'))],
  ['a directory', () => mkdirSync(join(directory, 'empty'))],
])('%s changes it', (_, edit) => {
  const before = digest()
  edit()
  expect(digest()).not.toBe(before)
})
