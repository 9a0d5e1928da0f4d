import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readRegularFile, readRegularText } from './read-file'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'nx-crane-files-'))
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

test.each([0, 1, 65_536, 200_000])('a file of %i bytes is read', (size) => {
  writeFileSync(join(dir, 'file'), Buffer.alloc(size, 'ä'))
  expect(readRegularFile(join(dir, 'file')).equals(Buffer.alloc(size, 'ä'))).toBe(true)
})

test('links are followed', () => {
  writeFileSync(join(dir, 'file'), 'ä')
  symlinkSync('file', join(dir, 'link'))
  expect(readRegularText(join(dir, 'link'))).toBe('ä')
})

test('a pipe is not waited for, and a link to one neither', () => {
  execFileSync('mkfifo', [join(dir, 'pipe')])
  symlinkSync('pipe', join(dir, 'link'))
  expect(() => readRegularFile(join(dir, 'pipe'))).toThrow(/it is a pipe, not a file/)
  expect(() => readRegularFile(join(dir, 'link'), { shown: 'nx.json' })).toThrow(/^nx\.json: it is a pipe/)
})

test.runIf(process.platform === 'linux')('devices and directories are no files', () => {
  expect(() => readRegularFile('/dev/zero')).toThrow(/it is a device/)
  expect(() => readRegularFile(dir)).toThrow(/it is a directory/)
})

test('a file that is longer than any that is meant is not read', () => {
  writeFileSync(join(dir, 'file'), '')
  truncateSync(join(dir, 'file'), 1e12)
  expect(() => readRegularFile(join(dir, 'file'))).toThrow(
    /it has 1000000000000 bytes, but the limit for such a file is/,
  )
})

test('what is not there is the disk’s to say', () => {
  expect(() => readRegularFile(join(dir, 'absent'))).toThrow(expect.objectContaining({ code: 'ENOENT' }))
})

test.runIf(process.platform === 'linux')('a file that does not know its length is read', () => {
  expect(readRegularText('/proc/self/stat')).toMatch(/^\d+ \(/)
})
