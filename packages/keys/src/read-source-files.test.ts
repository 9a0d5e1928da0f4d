import { createHash } from 'node:crypto'
import * as fs from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readSourceTree } from '@nx-crane/graph'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { FileMemo } from './read-file-memo'
import { readSourceFiles } from './read-source-files'

vi.mock('node:fs', async (original) => {
  const real = await original<typeof fs>()
  return { ...real, openSync: vi.fn(real.openSync), readdirSync: vi.fn(real.readdirSync) }
})

let root: string
beforeEach(() => {
  root = fs.mkdtempSync(join(tmpdir(), 'nx-crane-files-'))
  fs.mkdirSync(join(root, 'src'))
  fs.writeFileSync(join(root, 'src/lib.rs'), 'mod a;\n')
  vi.mocked(fs.openSync).mockClear()
  vi.mocked(fs.readdirSync).mockClear()
})
afterEach(() => fs.rmSync(root, { recursive: true }))

/** Reads what there is, as one run does; says how many files and directories were opened for it. */
function run(): { digest: string | undefined; names: string[]; opened: number } {
  const before = opened()
  const memo = new FileMemo({ root, path: 'memo' })
  const files = readSourceFiles(root, memo)
  const digest = files.file('src/lib.rs')?.digest
  const names = [...(files.list('src') ?? new Map()).keys()].sort()
  memo.write()
  return { digest, names, opened: opened() - before }
}

/** How many sources and directories of such were opened until now; the memo is none. */
function opened(): number {
  const calls = [...vi.mocked(fs.openSync).mock.calls, ...vi.mocked(fs.readdirSync).mock.calls]
  return calls.filter(([path]) => String(path).startsWith(join(root, 'src'))).length
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 200))

test('nothing is read twice when nothing has changed', async () => {
  await settle()
  const first = run()
  expect(first.opened).toBe(2)
  expect(run()).toEqual({ ...first, opened: 0 })
})

test('what was written just before it was read is read again, because it may be written once more in that instant', () => {
  const first = run()
  expect(run()).toEqual({ ...first, opened: 2 })
})

test('only what has changed is read again', async () => {
  await settle()
  const first = run()
  fs.writeFileSync(join(root, 'src/lib.rs'), 'mod b;\n')
  await settle()
  const second = run()
  expect(second.opened).toBe(1)
  expect(second.digest).not.toBe(first.digest)
  fs.writeFileSync(join(root, 'src/new.rs'), '')
  await settle()
  expect(run()).toEqual({ digest: second.digest, names: ['lib.rs', 'new.rs'], opened: 1 })
})

test('a tree that is told of listings shows what one shows that reads them itself', async () => {
  fs.mkdirSync(join(root, 'linked/below'), { recursive: true })
  fs.writeFileSync(join(root, 'linked/below/text'), 'text')
  fs.symlinkSync('../src', join(root, 'linked/src'))
  fs.symlinkSync('nowhere', join(root, 'linked/dangling'))
  fs.symlinkSync('linked/below', join(root, 'through'))
  await settle()
  const paths = ['', 'src', 'linked', 'linked/below', 'linked/src', 'through', 'none', 'src/lib.rs']
  const seen = (tree: ReturnType<typeof readSourceTree>) =>
    paths.map((path) => [path, tree.list(path), tree.hasLinks?.(path), tree.isLink?.(path)])
  const alone = seen(readSourceTree(root))
  const memoDir = fs.mkdtempSync(join(tmpdir(), 'nx-crane-memo-'))
  for (const state of ['cold', 'warm']) {
    const memo = new FileMemo({ root: memoDir, path: '' })
    const files = readSourceFiles(root, memo)
    const told = readSourceTree(root, (path) => files.listPlain(path))
    expect([state, seen(told)]).toEqual([state, alone])
    expect(told.read('through/text')).toBe('text')
    memo.write()
  }
  fs.rmSync(memoDir, { recursive: true })
})

test('files of every size have the digest of all their bytes', () => {
  for (const size of [0, 1, 65_535, 65_536, 65_537, 200_000]) {
    const bytes = Buffer.alloc(size, `${size} `)
    fs.writeFileSync(join(root, 'data'), bytes)
    const files = readSourceFiles(root, new FileMemo({ root, path: 'memo' }))
    expect(files.file('data')?.digest).toBe(createHash('sha256').update(bytes).digest('hex'))
  }
})

test('a file that became a directory is no file any more', async () => {
  await settle()
  run()
  fs.rmSync(join(root, 'src/lib.rs'))
  fs.mkdirSync(join(root, 'src/lib.rs'))
  expect(run()).toMatchObject({ digest: undefined, names: ['lib.rs'] })
})

test('a large file is read in pieces', () => {
  const size = 2 ** 26 + 1
  fs.writeFileSync(join(root, 'src/data.bin'), '')
  fs.truncateSync(join(root, 'src/data.bin'), size)
  const digest = createHash('sha256')
  const zeros = Buffer.alloc(2 ** 20)
  for (let done = 0; done < size; done += zeros.length) digest.update(zeros.subarray(0, size - done))
  const files = readSourceFiles(root, new FileMemo({ root, path: 'memo' }))
  expect(files.file('src/data.bin')?.digest).toBe(digest.digest('hex'))
})

test('a file that nobody would wait for is an error that says how large it is', () => {
  fs.writeFileSync(join(root, 'src/data.bin'), '')
  fs.truncateSync(join(root, 'src/data.bin'), 40 * 2 ** 30)
  const files = readSourceFiles(root, new FileMemo({ root, path: 'memo' }))
  expect(() => files.file('src/data.bin')).toThrow(/^src\/data\.bin: it has 42949672960 bytes/)
})
