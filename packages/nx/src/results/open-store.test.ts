import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { keepResult } from './keep-result'
import { openStore } from './open-store'
import { restoreResult } from './restore-result'
import { entryPath, type ResultStore } from './result-store'

let dir: string
let store: ResultStore
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'nx-crane-store-'))
  store = { directory: join(dir, 'cache/results'), maxBytes: 1_000_000 }
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

test('a new store is for this user alone', () => {
  expect(openStore(store, dir)).toBeNull()
  expect(
    [store.directory, join(dir, 'cache')].map((path) => (statSync(path).mode & 0o777).toString(8)),
  ).toEqual(['700', '700'])
})

test('a store that others may write to is not used, and how to mend it is said', () => {
  openStore(store, dir)
  chmodSync(store.directory, 0o777)
  expect(openStore(store, dir)).toBe(
    `the result store is not used: ${store.directory}: everybody can write to it\n  chmod go-w ${store.directory}, or set NX_CRANE_RESULTS_DIR to another directory`,
  )
  chmodSync(store.directory, 0o700)
  expect(openStore(store, dir)).toBeNull()
  chmodSync(join(dir, 'cache'), 0o777)
  expect(openStore(store, dir)).toContain(`${join(dir, 'cache')}: everybody can write to it`)
})

test('a store that is a link is not used', () => {
  mkdirSync(join(dir, 'cache'))
  mkdirSync(join(dir, 'other'))
  symlinkSync('../other', store.directory)
  expect(openStore(store, dir)).toMatch(/is not used: .*\/cache\/results: it is a link/)
})

test('an entry that others may write is none', () => {
  openStore(store, dir)
  const output = join(dir, 'output')
  mkdirSync(output)
  writeFileSync(join(output, 'app'), 'app')
  expect(keepResult(store, 'key', { directory: output, log: 'built\n' })).toBeNull()
  const place = { directory: { root: dir, path: 'output' } }
  expect(restoreResult(store, 'key', place)).toEqual({ log: 'built\n' })
  chmodSync(entryPath(store, 'key'), 0o666)
  expect(restoreResult(store, 'key', place)).toBeNull()
})
