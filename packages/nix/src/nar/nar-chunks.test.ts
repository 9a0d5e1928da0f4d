import { expect, test } from 'vitest'
import { narChunks } from './nar-chunks'
import type { NarNode } from './nar-node'
import { narFile, narLink, narTree } from './nar-tree'

function archive(node: NarNode): Buffer {
  return Buffer.concat([...narChunks(node)])
}

/** A string of an archive: its length in eight bytes, lowest first, its bytes, zeros to a multiple of eight. */
function string(text: string): string {
  return `${String.fromCharCode(text.length)}${'\0'.repeat(7)}${text}${'\0'.repeat((8 - (text.length % 8)) % 8)}`
}

// Each row: the strings in what `nix-store --dump` prints, Nix 2.34.8.
test.each<[string, NarNode, string[]]>([
  ['a link', narLink('file'), ['(', 'type', 'symlink', 'target', 'file', ')']],
  [
    'an executable file',
    narFile('hello\n', { executable: true }),
    ['(', 'type', 'regular', 'executable', '', 'contents', 'hello\n', ')'],
  ],
  [
    'a directory',
    narTree([['a/b', narFile('')]]),
    [
      ...['(', 'type', 'directory', 'entry', '(', 'name', 'a', 'node'],
      ...['(', 'type', 'directory', 'entry', '(', 'name', 'b', 'node'],
      ...['(', 'type', 'regular', 'contents', '', ')', ')', ')', ')', ')'],
    ],
  ],
])('%s becomes the strings of the format', (_, node, strings) => {
  expect(archive(node).toString('latin1')).toBe(['nix-archive-1', ...strings].map(string).join(''))
})

test('chunks given out are not written again', () => {
  const tree = narTree(
    Array.from({ length: 3000 }, (_, index) => [`file-${index}`, narFile(`contents ${index}`)]),
  )
  const chunks = [...narChunks(tree)]
  const copies = [...narChunks(tree)].map((chunk) => Buffer.from(chunk))
  expect(chunks.length).toBeGreaterThan(3)
  expect(Buffer.concat(chunks).equals(Buffer.concat(copies))).toBe(true)
})

test('contents are passed on in the chunks they come in, without being gathered', () => {
  const chunk = new Uint8Array(100_000)
  const size = 50 * chunk.length
  const file: NarNode = { kind: 'regular', size, chunks: () => Array(50).fill(chunk) }
  const chunks = [...narChunks(file)]
  expect(chunks.filter((one) => one === chunk)).toHaveLength(50)
  expect(chunks.reduce((sum, { length }) => sum + length, 0)).toBe(archive(narFile('')).length + size)
})

test('a name and a link longer than any block are whole', () => {
  const long = 'x'.repeat(200_000)
  const text = archive(narTree([[long, narLink(long)]])).toString('latin1')
  expect(text.split(long)).toHaveLength(3)
  expect(text.length).toBe(archive(narTree([['x', narLink('x')]])).length + 2 * (200_000 - 8))
})

const directory = (...names: string[]): NarNode => ({
  kind: 'directory',
  entries: () => names.map((name) => ({ name: Buffer.from(name), node: () => narFile('') })),
})

test.each<[string, NarNode, RegExp]>([
  ['a name that is there twice', directory('a', 'b', 'a'), /^a: the name is there twice/],
  ['an empty name', directory(''), /is not a name/],
  ['a slash', directory('a/b'), /^a\/b: the name holds a slash/],
  ['a NUL', directory('a\0'), /holds a NUL/],
  ['the directory itself', directory('.'), /cannot be the name/],
  ['the directory above', narTree([['a/b', directory('..')]]), /^a\/b\/\.\.: the name cannot be/],
])('%s is refused', (_, node, message) => {
  expect(() => archive(node)).toThrow(
    expect.objectContaining({ code: 'MALFORMED_TREE', message: expect.stringMatching(message) }),
  )
})

test.each([
  ['shorter', 3],
  ['longer', 5],
])('contents %s than was said are refused', (_, size) => {
  const file: NarNode = { kind: 'regular', size, chunks: () => [new Uint8Array(4)] }
  const tree: NarNode = { kind: 'directory', entries: () => [{ name: Buffer.from('f'), node: () => file }] }
  expect(() => archive(tree)).toThrow(`f: 4 bytes were given for a file said to be of ${size}`)
})
