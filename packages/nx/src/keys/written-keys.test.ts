import { mkdirSync, mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stateDirectory } from '@nx-crane/files'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { keysRoot } from '../key-directory'
import { WrittenKeys } from './written-keys'

vi.mock('../build-id', () => ({ BUILD_ID: 'test' }))

let root: string
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'nx-crane-written-'))
  mkdirSync(join(root, keysRoot(stateDirectory(root)), 'engine'), { recursive: true })
  writeFileSync(join(root, keysRoot(stateDirectory(root)), 'engine/build'), 'key\n')
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
  const temporary = join(root, keysRoot(stateDirectory(root)), 'engine/build.tmp')
  writeFileSync(temporary, 'other\n')
  renameSync(temporary, join(root, keysRoot(stateDirectory(root)), 'engine/build'))
  expect(holds('a')).toBe(false)
})

test('a key file that changes where it lies is not believed', async () => {
  await settle()
  note('a')
  expect(holds('a')).toBe(true)
  writeFileSync(join(root, keysRoot(stateDirectory(root)), 'engine/build'), 'koy\n')
  expect(holds('a')).toBe(false)
})

test('one that has just changed is not believed: it may change once more and look the same', () => {
  utimesSync(join(root, keysRoot(stateDirectory(root)), 'engine'), 1, 1)
  note('a')
  expect(holds('a')).toBe(false)
})

test('one that is gone is not held, and a damaged memory knows nothing', async () => {
  await settle()
  note('a')
  writeFileSync(join(root, keysRoot(stateDirectory(root)), '../written-keys.json'), '{')
  expect(holds('a')).toBe(false)
  note('a')
  rmSync(join(root, keysRoot(stateDirectory(root)), 'engine'), { recursive: true })
  expect(holds('a')).toBe(false)
})
