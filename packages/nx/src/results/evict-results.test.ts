import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { evictResults } from './evict-results'
import { keepResult } from './keep-result'
import { restoreResult } from './restore-result'
import { entryPath, type ResultStore } from './result-store'

let dir: string
let store: ResultStore
let output: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'nx-crane-results-'))
  store = { directory: join(dir, 'cache/results'), maxBytes: 1_000_000 }
  output = join(dir, 'output')
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

const keepUnder = (name: string, usedAt: number) => {
  keepResult(store, name, { directory: output, log: '' })
  utimesSync(entryPath(store, name), usedAt, usedAt)
}
const kept = () => ['a', 'b', 'c', 'd'].filter((name) => existsSync(entryPath(store, name)))

test('eviction removes what was not used for longest, as far as it must; restoring is use', () => {
  mkdirSync(output)
  writeFileSync(join(output, 'app'), 'x'.repeat(10_000))
  for (const [index, name] of ['a', 'b', 'c', 'd'].entries()) keepUnder(name, 1_000_000 + index)
  evictResults(store)
  expect(kept()).toEqual(['a', 'b', 'c', 'd'])
  restoreResult(store, 'a', { directory: { root: dir, path: output } })
  evictResults({ ...store, maxBytes: 25_000 })
  expect(kept()).toEqual(['a', 'd'])
  evictResults({ ...store, maxBytes: 0 })
  expect(kept()).toEqual([])
})

/** Of processes on another machine: nobody here knows whether they have ended. */
const [OLD, NEW] = ['.nx-crane-00000000-1-1-old.tmp', '.nx-crane-00000000-1-1-new.tmp'] as const

test('records beside results count, and go as results do', () => {
  mkdirSync(store.directory, { recursive: true })
  const record = join(store.directory, 'repository.inputs')
  writeFileSync(record, 'x'.repeat(1000))
  utimesSync(record, 1000, 1000)
  keepUnder('a', 1_000_000)
  evictResults({ ...store, maxBytes: 900 })
  expect([existsSync(record), kept()]).toEqual([false, ['a']])
})

test('eviction removes what killed processes left a day ago, and nothing that is not ours', () => {
  mkdirSync(store.directory, { recursive: true })
  for (const name of [OLD, NEW, 'notes.txt']) writeFileSync(join(store.directory, name), '')
  utimesSync(join(store.directory, OLD), 1000, 1000)
  evictResults({ ...store, maxBytes: 0 })
  expect(readdirSync(store.directory)).toEqual([NEW, 'notes.txt'])
})
