import * as fs from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { narChunks } from './nar-chunks'
import { narHash } from './nar-hash'
import type { NarNode } from './nar-node'
import { narFile, narLink, narTree } from './nar-tree'
import { type NarSourceEntry, readNarSource } from './read-nar-source'

vi.mock('node:fs', async (original) => {
  const real = await original<typeof fs>()
  return { ...real, openSync: vi.fn(real.openSync) }
})

const isLinux = process.platform === 'linux'

let root: string
beforeEach(() => {
  root = fs.mkdtempSync(join(tmpdir(), 'nx-crane-nar-'))
})
afterEach(() => {
  vi.mocked(fs.openSync).mockClear()
  fs.rmSync(root, { recursive: true })
})

const place = (...parts: string[]) => join(root, ...parts)
const hash = (node: NarNode) => narHash(node).toString('hex')

test('directories, files and links are read as they are', () => {
  fs.mkdirSync(place('src/empty'), { recursive: true })
  fs.writeFileSync(place('src/漢字 😀\n.rs'), 'text', { mode: 0o644 })
  fs.writeFileSync(place('run'), 'run', { mode: 0o744 })
  fs.writeFileSync(place('others-run'), 'run', { mode: 0o655 })
  fs.symlinkSync('.', place('loop'))
  fs.symlinkSync('/nowhere/ü', place('dangling'))
  const expected = narTree([
    ['src/empty', narTree([])],
    ['src/漢字 😀\n.rs', narFile('text')],
    ['run', narFile('run', { executable: true })],
    // Only the owner's bit counts.
    ['others-run', narFile('run')],
    ['loop', narLink('.')],
    ['dangling', narLink('/nowhere/ü')],
  ])
  expect(hash(readNarSource(root))).toBe(hash(expected))
})

test.runIf(isLinux)('names and link targets that are no text are kept byte for byte', () => {
  const name = Buffer.from([0xff, 0xc3])
  fs.writeFileSync(Buffer.concat([Buffer.from(place('/')), name]), 'x')
  fs.symlinkSync(name, place('link'))
  const entries = () => [
    { name, node: () => narFile('x') },
    { name: Buffer.from('link'), node: (): NarNode => ({ kind: 'symlink', target: name }) },
  ]
  expect(hash(readNarSource(root))).toBe(hash({ kind: 'directory', entries }))
})

test('a file and a link can be a source themselves', () => {
  fs.writeFileSync(place('file'), 'x')
  fs.symlinkSync('file', place('link'))
  expect(hash(readNarSource(place('file')))).toBe(hash(narFile('x')))
  expect(hash(readNarSource(place('link')))).toBe(hash(narLink('file')))
})

test('what the filter refuses is neither part of the source nor read', () => {
  fs.mkdirSync(place('src/target'), { recursive: true })
  fs.mkdirSync(place('target'))
  for (const path of ['src/a.rs', 'src/notes.md', 'src/target/b.rs', 'target/c'])
    fs.writeFileSync(place(path), path)
  fs.symlinkSync('a.rs', place('src/link'))
  const asked: string[] = []
  const filter = ({ path, kind }: NarSourceEntry) => {
    asked.push(`${path} ${kind}`)
    return kind === 'directory' ? path !== 'target' : path.endsWith('.rs')
  }
  const expected = narTree([
    ['src/a.rs', narFile('src/a.rs')],
    ['src/target/b.rs', narFile('src/target/b.rs')],
  ])
  expect(hash(readNarSource(root, { filter }))).toBe(hash(expected))
  expect(fs.openSync).toHaveBeenCalledTimes(2)
  expect(asked.sort()).toEqual([
    'src directory',
    'src/a.rs regular',
    'src/link symlink',
    'src/notes.md regular',
    'src/target directory',
    'src/target/b.rs regular',
    'target directory',
  ])
})

test.runIf(process.platform !== 'win32')(
  'a socket is refused by name, unless the filter drops it',
  async () => {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(place('s'), resolve))
    try {
      expect(() => hash(readNarSource(root))).toThrow(
        expect.objectContaining({
          code: 'UNSUPPORTED_FILE',
          file: place('s'),
          message: expect.stringContaining('is a socket'),
        }),
      )
      const kinds: string[] = []
      const filter = ({ kind }: NarSourceEntry) => kinds.push(kind) === 0
      expect(hash(readNarSource(root, { filter }))).toBe(hash(narTree([])))
      expect(kinds).toEqual(['unknown'])
    } finally {
      await new Promise((resolve) => server.close(resolve))
    }
  },
)

test.runIf(process.platform !== 'win32')('a device is refused', () => {
  expect(() => readNarSource('/dev/null')).toThrow(/\/dev\/null: is a device/)
})

test('an unreadable file is an error that names it', () => {
  fs.writeFileSync(place('secret'), 'x')
  // Root may read everything: the disk's answer to others is played.
  vi.mocked(fs.openSync).mockImplementationOnce(() => {
    throw Object.assign(new Error('EACCES: permission denied'), { code: 'EACCES' })
  })
  expect(() => hash(readNarSource(root))).toThrow(
    expect.objectContaining({
      code: 'UNREADABLE_FILE',
      file: place('secret'),
      message: expect.stringContaining('permission denied'),
      hint: expect.stringContaining('readable'),
    }),
  )
})

test.each([
  ['nothing at all', 'missing', /missing: does not exist/],
  ['something below a file', 'file/x', /not a directory/],
  ['something behind links that lead to each other', 'a/x', /leads back to itself/],
  ['a path that no system allows', 'x/'.repeat(9000), /longer than the system allows/],
])('%s is an error that says so', (_, path, message) => {
  fs.writeFileSync(place('file'), '')
  fs.symlinkSync('b', place('a'))
  fs.symlinkSync('a', place('b'))
  expect(() => readNarSource(place(path))).toThrow(message)
})

/** Reads the first chunk of a large file, lets `change` happen, and reads on. */
function readAcross(change: (file: string) => void): void {
  fs.writeFileSync(place('large'), Buffer.alloc(3_000_000))
  // The clock of a disk may stand still for some milliseconds: the change must fall on a later time.
  fs.utimesSync(place('large'), 1, 1)
  const chunks = narChunks(readNarSource(place('large')))
  chunks.next()
  chunks.next()
  change(place('large'))
  for (const _ of chunks);
}

test.each<[string, (file: string) => void]>([
  ['lengthened', (file) => fs.appendFileSync(file, 'more')],
  ['cut', (file) => fs.truncateSync(file, 1_500_000)],
  ['emptied', (file) => fs.truncateSync(file, 0)],
  ['rewritten with as many bytes', (file) => fs.writeFileSync(file, Buffer.alloc(3_000_000, 1))],
])('a file that is %s while it is read has no hash', (_, change) => {
  expect(() => readAcross(change)).toThrow(
    expect.objectContaining({ code: 'CHANGED_WHILE_READ', file: place('large') }),
  )
})

test('a file that is left alone while it is read has one', () => {
  expect(() => readAcross(() => {})).not.toThrow()
})

test.each<[string, (file: string) => void, string]>([
  ['replaced', (file) => fs.renameSync(place('other'), file), 'CHANGED_WHILE_READ'],
  ['lengthened', (file) => fs.appendFileSync(file, 'more'), 'CHANGED_WHILE_READ'],
  ['removed', (file) => fs.rmSync(file), 'UNREADABLE_FILE'],
  [
    'replaced by a link to the same contents',
    (file) => {
      fs.rmSync(file)
      fs.symlinkSync('other', file)
    },
    'CHANGED_WHILE_READ',
  ],
])('a file that is %s after it was seen has no hash', (_, change, code) => {
  fs.writeFileSync(place('file'), 'x')
  fs.writeFileSync(place('other'), 'x')
  const node = readNarSource(place('file'))
  change(place('file'))
  expect(() => hash(node)).toThrow(expect.objectContaining({ code }))
})

test.runIf(isLinux)('files are closed, also after an error', () => {
  const before = fs.readdirSync('/proc/self/fd').length
  for (let count = 0; count < 50; count++)
    expect(() => readAcross((file) => fs.truncateSync(file, 0))).toThrow()
  expect(fs.readdirSync('/proc/self/fd').length).toBeLessThanOrEqual(before + 5)
})
