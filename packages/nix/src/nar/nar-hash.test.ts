import { expect, test } from 'vitest'
import { printSri } from '../digest'
import { narHash } from './nar-hash'
import type { NarDirectory, NarNode } from './nar-node'
import { narFile, narLink, narTree } from './nar-tree'

const small = narTree([
  ['src/main.rs', narFile('fn main() {}\n')],
  ['run.sh', narFile('#!/bin/sh\n', { executable: true })],
  ['link', narLink('src/main.rs')],
  ['dangling', narLink('/nowhere')],
  ['empty', narTree([])],
  ['eight', narFile('12345678')],
  ['nothing', narFile('')],
])
const names = ['a', 'a b', 'é', 'жук', '漢字', '～', '😀', 'A', '~', '-']
const rawNames = [[0xff], [0xc3], [0x61, 0x80], [0xe6, 0xbc, 0xa2, 0xff]].map((bytes) => Buffer.from(bytes))

// Each row: `nix hash path` of the same tree on a disk, Nix 2.34.8.
test.each<[string, NarNode, string]>([
  ['files, links and directories', small, 'sha256-72crtLMv5hreUv4wD89+ZWrd329qRTTev4FssxTSVKc='],
  [
    'names of every script',
    narTree(names.map((name) => [name, narFile(name)])),
    'sha256-jqodTAzPd/Zs1z9fk2v6tVCdimC96DcYApEUa7Vh/RQ=',
  ],
  [
    'names that are no text',
    { kind: 'directory', entries: () => rawNames.map((name) => ({ name, node: () => narFile(name) })) },
    'sha256-C+mOXFGESYqvdB7VCbTUw3ERGAF1VnVdE+6OtB8T+NM=',
  ],
  ['an empty directory', narTree([]), 'sha256-pQpattmS9VmO3ZIQUFn66az8GSmB4IvYhTTCFn6SUmo='],
  ['a file', narFile('hello\n'), 'sha256-HDfQGvQL4ugGkd48w99EN3ppmvuxfGjwgJZLL9Bx/BM='],
  [
    'an executable file',
    narFile('hello\n', { executable: true }),
    'sha256-ZUNgOdP5PKGajb8cYLFXOe1Y9T8UuNNyrMGzUVMwEPo=',
  ],
  ['a link', narLink('file'), 'sha256-a4Z+4iufca6GVIVeUhqrcvoVsud54lyBx8x8eOHEvQc='],
  [
    'a large file',
    narFile(Uint8Array.from({ length: 2_500_000 }, (_, index) => (index * 7) % 251)),
    'sha256-fqgIIEmzZ+fHf4oVs6ZStYoYXDe9jGIl4t6/o+AuX4s=',
  ],
  // Nix 2.8.0: later ones refuse such depth.
  [
    'a file below 900 directories',
    narTree([[`${'d/'.repeat(900)}f`, narFile('x')]]),
    'sha256-sR8H7Xrb0hmYc0bIguOMb9cDGuNFq71l45SFf48a3BI=',
  ],
])('%s: the hash is that of Nix', (_, tree, expected) => {
  expect(printSri(narHash(tree))).toBe(expected)
})

test('the hash does not depend on the order in which a directory is listed', () => {
  const backwards: NarDirectory = { kind: 'directory', entries: () => [...small.entries()].reverse() }
  expect(narHash(backwards)).toEqual(narHash(small))
})
