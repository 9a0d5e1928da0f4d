import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type NarNode, narFile, narItems, narLink, narTree } from '../nar'
import { copyOut } from './copy-out'
import type { StoreFiles } from './store-files'

const STORE = '/nix/store'
const OWN = `${STORE}/aaa-own`
const OTHER = `${STORE}/bbb-other`

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'nx-crane-copy-'))
})
afterEach(() => rmSync(root, { recursive: true }))

/** Copies the first store path. */
async function copy(
  own: readonly (readonly [string, NarNode])[],
  other: NarNode = narTree([]),
): Promise<string[]> {
  const paths: Readonly<Record<string, NarNode>> = { [OWN]: narTree(own), [OTHER]: other }
  const files: Pick<StoreFiles, 'items'> = {
    async *items(storePath) {
      const node = paths[storePath]
      if (!node) throw new Error(`the store does not hold ${storePath}`)
      yield* narItems(node)
    },
  }
  const scratch = join(root, 'scratch')
  mkdirSync(scratch)
  const directory = join(root, 'copy')
  await copyOut(files as StoreFiles, { storePath: OWN, directory, scratch })
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .map((entry) => {
      const path = join(entry.parentPath, entry.name)
      const shown = path.slice(directory.length + 1)
      if (entry.isDirectory()) return `${shown}/`
      return entry.isFile() ? `${shown}: ${readFileSync(path, 'utf8')}` : `${shown} is no file`
    })
    .sort()
}

test('files are copies that may be written to', async () => {
  const copied = await copy([
    ['bin/tool', narFile('run', { executable: true })],
    ['lib/data', narFile('text')],
    ['empty', narTree([])],
  ])
  expect(copied).toEqual(['bin/', 'bin/tool: run', 'empty/', 'lib/', 'lib/data: text'])
  expect(statSync(join(root, 'copy/bin/tool')).mode & 0o700).toBe(0o700)
  expect(statSync(join(root, 'copy/lib/data')).mode & 0o700).toBe(0o600)
  writeFileSync(join(root, 'copy/lib/data'), 'other')
})

const LIBRARY = narTree([
  ['lib/real.so', narFile('library')],
  ['lib/a.so', narLink('real.so')],
  ['lib/more/b.so', narLink('../a.so')],
])

test.each<[string, readonly (readonly [string, NarNode])[], string[]]>([
  [
    'a file beside it',
    [
      ['a', narFile('x')],
      ['b', narLink('a')],
    ],
    ['a: x', 'b: x'],
  ],
  [
    'a link beside it',
    [
      ['a', narFile('x')],
      ['b', narLink('c')],
      ['c', narLink('a')],
    ],
    ['a: x', 'b: x', 'c: x'],
  ],
  [
    'a file by its whole path',
    [
      ['a', narFile('x')],
      ['b/c', narLink(`${OWN}/a`)],
    ],
    ['a: x', 'b/', 'b/c: x'],
  ],
  [
    'a file by a directory that is a link',
    [
      ['a/f', narFile('x')],
      ['b', narLink('a')],
      ['c', narLink('b/f')],
    ],
    ['a/', 'a/f: x', 'b/', 'b/f: x', 'c: x'],
  ],
  [
    'a directory with a link',
    [
      ['a/f', narFile('x')],
      ['a/g', narLink('f')],
      ['0', narLink('a')],
      ['z', narLink('a')],
    ],
    ['0/', '0/f: x', '0/g: x', 'a/', 'a/f: x', 'a/g: x', 'z/', 'z/f: x', 'z/g: x'],
  ],
  ['a file of another store path', [['b', narLink(`${OTHER}/lib/real.so`)]], ['b: library']],
  ['a link of another store path', [['b', narLink(`${OTHER}/lib/more/b.so`)]], ['b: library']],
  [
    'another store path',
    [['o', narLink(OTHER)]],
    [
      'o/',
      'o/lib/',
      'o/lib/a.so: library',
      'o/lib/more/',
      'o/lib/more/b.so: library',
      'o/lib/real.so: library',
    ],
  ],
])('a link to %s becomes what it leads to', async (_, own, expected) => {
  expect(await copy(own, LIBRARY)).toEqual(expected)
})

test.each<[string, readonly (readonly [string, NarNode])[], RegExp]>([
  ['out of the store', [['b', narLink('/etc/passwd')]], /leads to \/etc\/passwd, which is not in the store/],
  ['up and out', [['b', narLink('../../../etc/passwd')]], /not in the store/],
  ['nowhere', [['b', narLink('a')]], /something that does not exist/],
  ['to itself', [['b', narLink('b')]], /back to itself/],
  [
    'round and round',
    [
      ['a', narLink('b')],
      ['b', narLink('a')],
    ],
    /back to itself/,
  ],
  ['to the directory it is in', [['a/b', narLink('.')]], /a directory that contains it/],
  ['to the store path it is in', [['a/b', narLink(OWN)]], /a directory that contains it/],
  [
    'to a directory that leads back',
    [
      ['a/x', narLink('../b')],
      ['b/y', narLink('../a')],
    ],
    /a directory that contains it/,
  ],
])('a link that leads %s is refused', async (_, own, message) => {
  await expect(copy(own)).rejects.toThrow(message)
})
