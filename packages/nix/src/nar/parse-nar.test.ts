import { expect, test } from 'vitest'
import { narChunks } from './nar-chunks'
import { type NarItem, narItems } from './nar-item'
import type { NarNode } from './nar-node'
import { narFile, narLink, narTree } from './nar-tree'
import { parseNar } from './parse-nar'

const TREE = narTree([
  ['bin/tool', narFile('#!/bin/sh\n', { executable: true })],
  ['empty', narTree([])],
  ['lib/a.so', narFile(Buffer.alloc(200_003, 7))],
  ['lib/link', narLink('../bin/tool')],
  ['漢字', narFile('')],
])

/** `nix-store --dump` (2.34.8) of a directory with an executable `b` ("hi\n"), an empty directory `c` and a link `d` to `b`. */
const DUMPED = [
  'DQAAAAAAAABuaXgtYXJjaGl2ZS0xAAAAAQAAAAAAAAAoAAAAAAAAAAQAAAAAAAAAdHlwZQAAAAAJAAAAAAAAAGRpcmVjdG9yeQAA',
  'AAAAAAAFAAAAAAAAAGVudHJ5AAAAAQAAAAAAAAAoAAAAAAAAAAQAAAAAAAAAbmFtZQAAAAABAAAAAAAAAGIAAAAAAAAABAAAAAAA',
  'AABub2RlAAAAAAEAAAAAAAAAKAAAAAAAAAAEAAAAAAAAAHR5cGUAAAAABwAAAAAAAAByZWd1bGFyAAoAAAAAAAAAZXhlY3V0YWJs',
  'ZQAAAAAAAAAAAAAAAAAACAAAAAAAAABjb250ZW50cwMAAAAAAAAAaGkKAAAAAAABAAAAAAAAACkAAAAAAAAAAQAAAAAAAAApAAAA',
  'AAAAAAUAAAAAAAAAZW50cnkAAAABAAAAAAAAACgAAAAAAAAABAAAAAAAAABuYW1lAAAAAAEAAAAAAAAAYwAAAAAAAAAEAAAAAAAA',
  'AG5vZGUAAAAAAQAAAAAAAAAoAAAAAAAAAAQAAAAAAAAAdHlwZQAAAAAJAAAAAAAAAGRpcmVjdG9yeQAAAAAAAAABAAAAAAAAACkA',
  'AAAAAAAAAQAAAAAAAAApAAAAAAAAAAUAAAAAAAAAZW50cnkAAAABAAAAAAAAACgAAAAAAAAABAAAAAAAAABuYW1lAAAAAAEAAAAA',
  'AAAAZAAAAAAAAAAEAAAAAAAAAG5vZGUAAAAAAQAAAAAAAAAoAAAAAAAAAAQAAAAAAAAAdHlwZQAAAAAHAAAAAAAAAHN5bWxpbmsA',
  'BgAAAAAAAAB0YXJnZXQAAAEAAAAAAAAAYgAAAAAAAAABAAAAAAAAACkAAAAAAAAAAQAAAAAAAAApAAAAAAAAAAEAAAAAAAAAKQAA',
  'AAAAAAA=',
].join('')

async function itemsOf(items: AsyncIterable<NarItem> | Iterable<NarItem>): Promise<string[]> {
  const found: string[] = []
  for await (const item of items) {
    if (item.is !== 'file')
      found.push(`${item.is} ${item.path}${item.is === 'link' ? ` → ${item.target}` : ''}`)
    else {
      const chunks: Uint8Array[] = []
      for await (const chunk of item.contents) chunks.push(Uint8Array.from(chunk))
      const bytes = Buffer.concat(chunks)
      found.push(
        `${item.executable ? 'program' : 'file'} ${item.path} ${bytes.length} ${bytes.toString('latin1', 0, 9)}`,
      )
    }
  }
  return found.sort()
}

async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array, void> {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size)
}

const archive = (node: NarNode) => Buffer.concat([...narChunks(node)])

test.each([1, 7, 8, 4096, 1_000_000])(
  'an archive in pieces of %i bytes is read as what it holds',
  async (size) => {
    expect(await itemsOf(parseNar(pieces(archive(TREE), size)))).toEqual(await itemsOf(narItems(TREE)))
  },
)

test.each<[string, NarNode]>([
  ['a file', narFile('text')],
  ['a link', narLink('/nix/store/x')],
  ['an empty directory', narTree([])],
])('%s can be an archive by itself', async (_, node) => {
  expect(await itemsOf(parseNar(pieces(archive(node), 64)))).toEqual(await itemsOf(narItems(node)))
})

test('what Nix dumps is read', async () => {
  expect(await itemsOf(parseNar(pieces(Buffer.from(DUMPED, 'base64'), 100)))).toEqual([
    'directory ',
    'directory c',
    'link d → b',
    'program b 3 hi\n',
  ])
})

test('contents that nobody reads are passed over', async () => {
  const paths: string[] = []
  for await (const { path } of parseNar(pieces(archive(TREE), 1000))) paths.push(path)
  expect(paths).toEqual(['', 'bin', 'bin/tool', 'empty', 'lib', 'lib/a.so', 'lib/link', '漢字'])
})

test('an archive that ends anywhere before its end is refused', async () => {
  const whole = archive(narTree([['a', narFile('some text')]]))
  for (let length = 0; length < whole.length; length += 5) {
    await expect(itemsOf(parseNar(pieces(whole.subarray(0, length), 64)))).rejects.toThrow(/ends too early/)
  }
})

/** An archive with a name of the same length put in the place of `abcd`, which nobody here would write. */
const renamed = (name: string) =>
  Buffer.from(
    archive(narTree([['abcd', narFile('x')]]))
      .toString('latin1')
      .replace('abcd', name),
    'latin1',
  )

test.each([
  ['a way out', '../x', /cannot be that of a file/],
  ['an absolute path', '/etc', /cannot be that of a file/],
  ['a NUL', 'a\0bc', /cannot be that of a file/],
  ['bytes that are no text', 'a\xff\xfeb', /is not UTF-8/],
])('a name with %s is refused', async (_, name, message) => {
  await expect(itemsOf(parseNar(pieces(renamed(name), 64)))).rejects.toThrow(message)
})

test.each([
  ['..', /cannot be that of a file/],
  ['.', /cannot be that of a file/],
])('the name %s is refused', async (name, message) => {
  const bytes = archive(narTree([['a'.repeat(name.length), narFile('x')]]))
  const place = bytes.lastIndexOf('a'.repeat(name.length), bytes.indexOf('node'))
  bytes.write(name, place, 'latin1')
  await expect(itemsOf(parseNar(pieces(bytes, 64)))).rejects.toThrow(message)
})

test.each([
  ['another beginning', (text: string) => text.replace('nix-archive-1', 'nix-archive-9'), /nix-archive-9/],
  ['another type', (text: string) => text.replace('regular', 'regulaR'), /of the type "regulaR"/],
  ['names that are not sorted', (text: string) => text.replace('bbbb', 'aaaa'), /is not behind/],
  [
    'a string that is too long',
    (text: string) => text.replace('\x04\0\0\0\0\0\0\0type', '\x04\0\0\0\0\x01\0\0type'),
    /a string of/,
  ],
])('an archive with %s is refused', async (_, edit, message) => {
  const text = archive(
    narTree([
      ['aaaa', narFile('x')],
      ['bbbb', narFile('y')],
    ]),
  ).toString('latin1')
  const edited = Buffer.from(edit(text), 'latin1')
  await expect(itemsOf(parseNar(pieces(edited, 64)))).rejects.toThrow(message)
})
