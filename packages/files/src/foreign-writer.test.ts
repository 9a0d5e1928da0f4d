import {
  chmodSync,
  chownSync,
  lchownSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { foreignWriter } from './foreign-writer'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'nx-crane-foreign-'))
  mkdirSync(join(dir, 'a/b'), { recursive: true, mode: 0o700 })
  writeFileSync(join(dir, 'a/b/file'), '', { mode: 0o600 })
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

const FILE = 'a/b/file'
const at = (path: string) => join(dir, path)
const messageOf = (path: string, options = {}) => {
  const writer = foreignWriter(at(path), options)
  return writer && `${writer.path.slice(dir.length + 1)}: ${writer.message}`
}
const isRoot = process.getuid?.() === 0

test('what only this user may write is safe, there or not', () => {
  expect([FILE, 'a/b', 'a/b/none/deeper'].map((path) => messageOf(path))).toEqual([null, null, null])
})

test.each<[string, number, string, string | null]>([
  ['a/b/file', 0o666, FILE, 'a/b/file: everybody can write to it'],
  ['a/b', 0o777, FILE, 'a/b: everybody can write to it'],
  ['a', 0o777, FILE, 'a: everybody can write to it'],
  ['a', 0o777, 'a/none', 'a: everybody can write to it'],
  ['a', 0o1777, FILE, null],
  ['a', 0o755, FILE, null],
])('%s with the permissions %o', (path, mode, asked, expected) => {
  chmodSync(at(path), mode)
  expect(messageOf(asked)).toBe(expected)
})

test('how to mend it is said, and mends it', () => {
  chmodSync(at('a'), 0o777)
  expect(foreignWriter(at(FILE))?.hint).toBe(`chmod go-w ${at('a')}`)
})

test('a link counts as what it leads to, and as the directory that it lies in', () => {
  symlinkSync('b', at('a/link'))
  expect(messageOf('a/link/file')).toBeNull()
  chmodSync(at('a/b'), 0o777)
  expect(messageOf('a/link/file')).toBe('a/b: everybody can write to it')
  symlinkSync('loop', at('a/loop'))
  expect(messageOf('a/loop')).toMatch(/its links form a cycle/)
})

test.runIf(isRoot)('what belongs to another user is not safe, wherever it lies', () => {
  chownSync(at('a/b'), 12345, 12345)
  expect(messageOf(FILE)).toBe('a/b: it belongs to another user (12345)')
  chownSync(at('a/b'), 0, 0)
  symlinkSync('b', at('a/link'))
  lchownSync(at('a/link'), 12345, 12345)
  expect(messageOf('a/link/file')).toBe('a/link: it belongs to another user (12345)')
})

test.runIf(isRoot)('root trusts the user whose repository it builds', () => {
  mkdirSync(at('repository'))
  chownSync(at('repository'), 12345, 12345)
  chownSync(at('a/b'), 12345, 12345)
  expect(messageOf(FILE, { repository: at('repository') })).toBeNull()
})

test.runIf(isRoot)('a group that others are in may write; the one of this user alone is no other', () => {
  chownSync(at('a'), 0, 12345)
  chmodSync(at('a'), 0o770)
  expect(messageOf(FILE)).toBe('a: a group (12345) can write to it')
  chownSync(at('a'), 0, 0)
  expect(messageOf(FILE)).toBeNull()
})
