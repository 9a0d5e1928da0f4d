import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ABSENT, FileStats, isSettled, readFileStat } from './file-stat'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'nx-crane-stat-'))
  writeFileSync(join(root, 'file'), '1')
  mkdirSync(join(root, 'directory'))
  symlinkSync('file', join(root, 'link'))
  symlinkSync('nothing', join(root, 'dangling'))
  symlinkSync('circle', join(root, 'circle'))
})
afterEach(() => rmSync(root, { recursive: true }))

const at = (path: string) => join(root, path)
/** So that the times of the file system differ. */
const tick = () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 15)

test.each<[string, string, () => void]>([
  ['a file of the same size', 'file', () => writeFileSync(at('file'), '2')],
  ['another file with the same times', 'file', replaceWithItsTimes],
  ['a file that may be run now', 'file', () => chmodSync(at('file'), 0o755)],
  ['a further name in a directory', 'directory', () => writeFileSync(at('directory/a'), '')],
  ['what a link leads to', 'link', () => writeFileSync(at('file'), '2')],
  ['what a link led nowhere to', 'dangling', () => writeFileSync(at('nothing'), '')],
  ['a link in the place of a file', 'file', () => relink('file', 'directory')],
  ['a file that was not there', 'new', () => writeFileSync(at('new'), '')],
])('%s has another stamp', (_, path, change) => {
  const { stamp } = readFileStat(at(path))
  expect(readFileStat(at(path)).stamp).toBe(stamp)
  tick()
  change()
  expect(readFileStat(at(path)).stamp).not.toBe(stamp)
})

test('what is not there, or below a file, is absent; a link in a circle is there and leads nowhere', () => {
  expect(readFileStat(at('new'))).toMatchObject({ stamp: ABSENT, stats: undefined })
  expect(readFileStat(at('file/below')).stamp).toBe(ABSENT)
  expect(readFileStat(at('circle'))).toMatchObject({
    stats: undefined,
    isLink: true,
    error: { code: 'ELOOP' },
  })
  expect(readFileStat(at('link')).stats?.isFile()).toBe(true)
})

// The second row is how a file system that keeps whole seconds says it.
test.each([
  ['two tenths of a second after', 1_700_000_000.123, 200, true],
  ['in the tick of', 1_700_000_000.123, 50, false],
  ['a second after', 1_700_000_000, 1000, false],
  ['three seconds after', 1_700_000_000, 3000, true],
])('%s the change at %d a reader knows that it read the last: %d ms, %s', (_, seconds, later, settled) => {
  utimesSync(at('file'), seconds, seconds)
  const { stats } = readFileStat(at('file'))
  const changed = Math.max(stats?.mtimeMs ?? 0, stats?.ctimeMs ?? 0)
  expect(isSettled(readFileStat(at('file')), changed + later)).toBe(settled)
})

test('each path is looked at once', () => {
  const stats = new FileStats(root)
  const before = stats.of('file')
  tick()
  writeFileSync(at('file'), '22')
  expect(stats.of('file')).toBe(before)
  expect(stats.settledStamp('file', Date.now() + 60_000)).toBe(before.stamp)
  expect(stats.settledStamp('file', before.settledAt - 1)).toBeNull()
})

function replaceWithItsTimes(): void {
  const stats = readFileStat(at('file')).stats
  writeFileSync(at('other'), '1')
  renameSync(at('other'), at('file'))
  if (stats) utimesSync(at('file'), stats.atimeMs / 1000, stats.mtimeMs / 1000)
}

function relink(path: string, target: string): void {
  rmSync(at(path))
  symlinkSync(target, at(path))
}
