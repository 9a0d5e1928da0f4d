import { mkdirSync, mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { KEYS_ROOT } from '../key-directory'
import { WrittenKeys } from './written-keys'

vi.mock('../build-id', () => ({ BUILD_ID: 'test' }))

let root: string
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'nx-crane-written-'))
  mkdirSync(join(root, KEYS_ROOT, 'engine'), { recursive: true })
  writeFileSync(join(root, KEYS_ROOT, 'engine/build'), 'key\n')
})
afterEach(() => rmSync(root, { recursive: true }))

const settle = () => new Promise((resolve) => setTimeout(resolve, 2200))

function note(signature: string): void {
  const written = new WrittenKeys(root)
  written.note('engine', signature)
  written.write()
}

const holds = (signature: string) => new WrittenKeys(root).holds('engine', signature)

test('a directory is known by what it was seen to hold, until it or the keys change', async () => {
  expect(holds('a')).toBe(false)
  await settle()
  note('a')
  expect(holds('a')).toBe(true)
  expect(holds('b')).toBe(false)
  const temporary = join(root, KEYS_ROOT, 'engine/build.tmp')
  writeFileSync(temporary, 'other\n')
  renameSync(temporary, join(root, KEYS_ROOT, 'engine/build'))
  expect(holds('a')).toBe(false)
})

test('a key file that changes where it lies is not believed', async () => {
  await settle()
  note('a')
  expect(holds('a')).toBe(true)
  writeFileSync(join(root, KEYS_ROOT, 'engine/build'), 'koy\n')
  expect(holds('a')).toBe(false)
})

test('one that has just changed is not believed: it may change once more and look the same', () => {
  utimesSync(join(root, KEYS_ROOT, 'engine'), 1, 1)
  note('a')
  expect(holds('a')).toBe(false)
})

test('one that is gone is not held, and a damaged memory knows nothing', async () => {
  await settle()
  note('a')
  writeFileSync(join(root, KEYS_ROOT, '../written-keys.json'), '{')
  expect(holds('a')).toBe(false)
  note('a')
  rmSync(join(root, KEYS_ROOT, 'engine'), { recursive: true })
  expect(holds('a')).toBe(false)
})
