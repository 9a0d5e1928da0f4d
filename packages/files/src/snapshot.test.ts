import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { FileStats } from './file-stat'
import { firstChange, type Observation, Snapshot } from './snapshot'
import { readSnapshotFile, writeSnapshotFile } from './snapshot-file'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'nx-crane-snapshot-'))
  writeFileSync(join(root, 'file'), '1')
})
afterEach(() => rmSync(root, { recursive: true }))

const stampOf = (path: string) => new FileStats(root).of(path).stamp

// The disk answers every question with `now`.
test.each<[string, () => Observation, string | null, boolean]>([
  ['the stamp is the same, and nobody is asked', () => ['text', 'file', stampOf('file'), 'then'], null, true],
  ['the stamp is another, and the answer the same', () => ['text', 'file', 'other', 'now'], 'now', true],
  ['the stamp is another, and the answer too', () => ['text', 'file', 'other', 'then'], 'now', false],
  ['no stamp, and the same answer', () => ['text', 'file', null, 'now'], 'now', true],
  ['no stamp, and another answer', () => ['text', 'file', null, 'then'], 'now', false],
  ['no stamp, and no answer was kept', () => ['text', 'file', null, null], null, false],
  ['it was absent, and is', () => ['text', 'new', stampOf('new'), null], null, true],
])('%s', (_, observation, answer, holds) => {
  const change = firstChange([observation()], { stats: new FileStats(root), ask: () => answer })
  expect(change).toEqual(holds ? undefined : observation())
})

test('the first change is told, and nothing behind it is asked', () => {
  const asked: string[] = []
  const ask = (question: string, path: string) => {
    asked.push(`${question} ${path}`)
    return 'now'
  }
  const observations: Observation[] = ['a', 'b', 'c'].map((path) => [
    'text',
    path,
    null,
    path === 'a' ? 'now' : 'then',
  ])
  expect(firstChange(observations, { stats: new FileStats(root), ask })?.[1]).toBe('b')
  expect(asked).toEqual(['text a', 'text b'])
})

test('an observation keeps its number when it is made again, and in later runs', () => {
  const snapshot = new Snapshot<string>([['text', 'a', '1', null]])
  expect(snapshot.put(['listing', 'a', '1', 'x'])).toBe(1)
  expect(snapshot.put(['text', 'a', '2', null])).toBe(0)
  expect(new Snapshot(snapshot.observations).numberOf('listing', 'a')).toBe(1)
  expect(snapshot.observations).toEqual([
    ['text', 'a', '2', null],
    ['listing', 'a', '1', 'x'],
  ])
})

test('what follows from a snapshot is kept with it', () => {
  const file = { place: { root, path: 'kept' }, meaning: ['test'] }
  const observations: Observation[] = [['text', 'ä\n', null, 'x']]
  expect(readSnapshotFile(file)).toBeUndefined()
  const seal = writeSnapshotFile(file, observations, 'first\nsecond')
  expect(readSnapshotFile(file)).toEqual({ observations, body: Buffer.from('first\nsecond'), seal })
})
