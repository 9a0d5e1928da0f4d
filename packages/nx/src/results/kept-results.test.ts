import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { temporaryName } from '@nx-crane/files'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { evictResults } from './evict-results'
import { keepResult } from './keep-result'
import { restoreResult } from './restore-result'
import { entryPath, type ResultStore } from './result-store'
import { printStoredResult } from './stored-result'

const disk = vi.hoisted(() => ({ room: Number.POSITIVE_INFINITY }))
vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>()
  const writeSync = (descriptor: number, bytes: Buffer, offset: number) => {
    disk.room -= bytes.length
    if (disk.room < 0) throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' })
    return fs.writeSync(descriptor, bytes, offset)
  }
  return { ...fs, writeSync }
})

let dir: string
let store: ResultStore
let output: string
const key = '/nix/store/any text ü\n'

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'nx-crane-results-'))
  store = { directory: join(dir, 'cache/results'), maxBytes: 1_000_000 }
  output = join(dir, 'crate/dist/cargo')
})
afterEach(() => {
  disk.room = Number.POSITIVE_INFINITY
  rmSync(dir, { recursive: true, force: true })
})

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(output, path)), { recursive: true })
    writeFileSync(join(output, path), text)
  }
}

/** Paths and text of what is in the output directory. */
function outputs(): Record<string, string> {
  const items = readdirSync(output, { recursive: true, withFileTypes: true }).filter((item) => item.isFile())
  const paths = items.map((item) => join(item.parentPath, item.name))
  return Object.fromEntries(
    paths.sort().map((path) => [path.slice(output.length + 1), readFileSync(path, 'utf8')]),
  )
}

const keep = (directory: string | null = output) => keepResult(store, key, { directory, log: 'made it\n' })
const restore = (directory: string | null = output) =>
  restoreResult(store, key, { directory: directory === null ? null : placeOf(directory) })
const placeOf = (directory: string) => ({ root: dir, path: directory })
const clear = () => rmSync(output, { recursive: true })

describe('what was kept comes back', () => {
  test('with nested directories, executables, empty files and odd names, as copies that can be written', () => {
    write({ app: 'binary', 'a/b/ü "x".html': '<p>', empty: '', 'big.so': 'x'.repeat(300_000) })
    chmodSync(join(output, 'app'), 0o755)
    const before = outputs()
    expect(keep()).toBeNull()
    clear()
    expect(restore()).toEqual({ log: 'made it\n' })
    expect(outputs()).toEqual(before)
    expect(statSync(join(output, 'app')).mode & 0o111).not.toBe(0)
    expect(statSync(join(output, 'empty')).mode & 0o111).toBe(0)
    writeFileSync(join(output, 'app'), 'altered')
    expect(restore()).not.toBeNull()
    expect(outputs()).toEqual(before)
    expect(
      [...readdirSync(dir), ...readdirSync(dirname(output))].filter((name) => name.endsWith('.tmp')),
    ).toEqual([])
  })

  test('stale files go, unchanged ones are not touched, a lost executable bit is back', () => {
    write({ app: '1', lib: '2', tool: '3' })
    chmodSync(join(output, 'tool'), 0o755)
    keep()
    const old = statSync(join(output, 'app'))
    write({ lib: 'older', 'stale/file': '' })
    chmodSync(join(output, 'tool'), 0o644)
    expect(restore()).not.toBeNull()
    expect(outputs()).toEqual({ app: '1', lib: '2', tool: '3' })
    expect(statSync(join(output, 'app'))).toMatchObject({ ino: old.ino, mtimeMs: old.mtimeMs })
    expect(statSync(join(output, 'tool')).mode & 0o111).not.toBe(0)
  })

  test('a result without an output directory removes the one that is there', () => {
    keep()
    write({ stale: '' })
    expect(restore()).toEqual({ log: 'made it\n' })
    expect(existsSync(output)).toBe(false)
  })

  test('a task that leaves no files has its log only', () => {
    expect(keep(null)).toBeNull()
    expect(restore(null)).toEqual({ log: 'made it\n' })
  })

  test('nothing under another key, and nothing under one of the same name with another text', () => {
    write({ app: '1' })
    keep()
    expect(restoreResult(store, 'other', { directory: placeOf(output) })).toBeNull()
    writeFileSync(entryPath(store, 'other'), readFileSync(entryPath(store, key)))
    expect(restoreResult(store, 'other', { directory: placeOf(output) })).toBeNull()
    expect(existsSync(entryPath(store, 'other'))).toBe(false)
  })
})

describe('a damaged entry is a miss, goes, and leaves the output as it was', () => {
  const alterAt = (position: (size: number) => number) => () => {
    const bytes = readFileSync(entryPath(store, key))
    const at = position(bytes.length)
    bytes[at] = (bytes[at] ?? 0) ^ 1
    writeFileSync(entryPath(store, key), bytes)
  }
  const cutAt = (size: number) => () => truncateSync(entryPath(store, key), size)
  const replaceBy = (make: (path: string) => void) => () => {
    const path = entryPath(store, key)
    const real = `${path}.real`
    writeFileSync(real, readFileSync(path))
    rmSync(path)
    make(path)
  }
  const escaping = (path: string) => {
    const empty = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'
    const file = { path, size: 0, sha256: empty, executable: false }
    return replaceBy((entry) => writeFileSync(entry, printStoredResult({ key, log: '', files: [file] })))
  }

  test.each<[string, () => void]>([
    ['a byte of a file', alterAt(() => 2)],
    ['a byte of the list', alterAt((size) => size - 150)],
    ['a byte of the seal', alterAt((size) => size - 99)],
    ['cut to nothing', cutAt(0)],
    ['cut in a file', cutAt(3)],
    ['cut in the list', cutAt(60)],
    ['a link to a sound entry', replaceBy((path) => symlinkSync(`${path}.real`, path))],
    ['a dangling link', replaceBy((path) => symlinkSync('nowhere', path))],
    ['a directory', replaceBy((path) => mkdirSync(path))],
    ['a path out of the directory', escaping('../escaped')],
    ['an absolute path', escaping('/tmp/escaped')],
    ['a path through itself', escaping('a/./b')],
  ])('%s', (_, damage) => {
    write({ app: 'binary', lib: 'library' })
    keep()
    write({ app: 'older' })
    damage()
    expect(restore()).toBeNull()
    expect(outputs()).toEqual({ app: 'older', lib: 'library' })
    expect(lstatSync(entryPath(store, key), { throwIfNoEntry: false })).toBeUndefined()
    expect(keep()).toBeNull()
    expect(restore()).not.toBeNull()
  })

  test('an entry that was never finished is no entry', () => {
    write({ app: 'binary' })
    mkdirSync(store.directory, { recursive: true })
    writeFileSync(join(store.directory, temporaryName()), 'binary')
    expect(restore()).toBeNull()
  })
})

describe('a result that cannot be kept is none, and nothing is left of it', () => {
  test('on a full disk', () => {
    write({ app: 'x'.repeat(3_000_000), small: '' })
    store = { ...store, maxBytes: 1e9 }
    disk.room = 1_500_000
    expect(keep()).toContain('ENOSPC')
    expect(readdirSync(store.directory)).toEqual([])
    expect(restore()).toBeNull()
  })

  test('larger than the store may be', () => {
    write({ app: 'x'.repeat(1_000_001) })
    expect(keep()).toContain('larger than the store')
    expect(readdirSync(store.directory)).toEqual([])
  })

  test('with a link in it, which may lead anywhere', () => {
    write({ app: '' })
    symlinkSync('/etc/hostname', join(output, 'link'))
    expect(keep()).toContain('not a plain file')
    expect(readdirSync(store.directory)).toEqual([])
  })

  test.each(['in the place of a file', 'below a device'])('a store %s', (where) => {
    const file = join(dir, 'file')
    writeFileSync(file, '')
    store = { ...store, directory: where.startsWith('in') ? file : '/dev/null/results' }
    expect(keep()).toMatch(/EEXIST|ENOTDIR|ENOENT|EACCES|EROFS/)
    expect(restore()).toBeNull()
    expect(() => evictResults(store)).not.toThrow()
  })
})

test('a restored result whose output cannot be written stays in the store', () => {
  write({ app: '1' })
  keep()
  rmSync(join(dir, 'crate'), { recursive: true })
  writeFileSync(join(dir, 'crate'), 'in the way')
  expect(restore()).toBeNull()
  expect(existsSync(entryPath(store, key))).toBe(true)
})
