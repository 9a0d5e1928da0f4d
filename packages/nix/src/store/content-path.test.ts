import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import type { HashAlgorithm } from '../digest'
import { narFile, narHash, narLink, narTree } from '../nar'
import { fixedOutputPath, sourcePath, textPath } from './content-path'

const tree = narTree([
  ['src/main.rs', narFile('fn main() {}\n')],
  ['run.sh', narFile('#!/bin/sh\n', { executable: true })],
  ['link', narLink('src/main.rs')],
  ['dangling', narLink('/nowhere')],
  ['empty', narTree([])],
  ['eight', narFile('12345678')],
  ['nothing', narFile('')],
])

test('a source lies where Nix adds it', () => {
  // nix-store --add tree, Nix 2.34.8; the second with NIX_STORE_DIR=/tmp/private/store
  expect(sourcePath(narHash(tree), 'tree').path).toBe('/nix/store/9ml7pxsaacynnzvb08wdrphlrw8q6cra-tree')
  expect(sourcePath(narHash(tree), 'tree', { store: '/tmp/private/store' }).path).toBe(
    '/tmp/private/store/kx0w9gww36pchy110ckss7qp8qrqf8nd-tree',
  )
})

test('a text lies where builtins.toFile puts it, with what it refers to', () => {
  // builtins.toFile, Nix 2.34.8
  const a = textPath('hello\n', 'a').path
  expect(a).toBe('/nix/store/fk8dcgmnha5fzimiscxwaysc3h4js3xs-a')
  const b = textPath(`漢字 ${a}`, 'b', { references: [a] }).path
  expect(b).toBe('/nix/store/lahkjv3c9dlsypqmbaa56f5qw3driim0-b')
  const c = '/nix/store/4xizxyafgqqfh8vpd20laka1w9y5sclq-c.txt'
  expect(textPath(`${b} ${a} ${b}`, 'c.txt', { references: [b, a, b] }).path).toBe(c)
  expect(textPath(Buffer.from(`${b} ${a} ${b}`), 'c.txt', { references: [a, b] }).path).toBe(c)
})

// Each row: `nix-store --add-fixed <algorithm> file` and `--add-fixed --recursive <algorithm> tree`, Nix 2.34.8.
test.each<[HashAlgorithm, string, string]>([
  ['md5', '2x5vawdjxf3qqbrasysajvw675i0170z', '5crzjbdrmk1c5la0ds11jd1gqpcjq215'],
  ['sha1', 'l5iffh8kph4i94caqw5n922jv21iqsnn', 'nwi7dkc1rw49cf4mn31r28ishkcd48zb'],
  ['sha256', '1vap48aqggkk52ijn2prxzxv7cnzvs0w', '9ml7pxsaacynnzvb08wdrphlrw8q6cra'],
  ['sha512', 'f4qm3vjf78ny7c9iscp60y3l9s2xazpn', 'mmkhz36ib943siy5c7mxp6cjism0wls0'],
])('what has a known %s lies where Nix adds it, by contents or by archive', (algorithm, flat, recursive) => {
  const contents = createHash(algorithm).update('hello\n').digest()
  const archive = narHash(tree, algorithm)
  expect(fixedOutputPath({ method: 'flat', algorithm, hash: contents }, 'file').hash).toBe(flat)
  expect(fixedOutputPath({ method: 'recursive', algorithm, hash: archive }, 'tree').hash).toBe(recursive)
})

test('a hash that is not of the algorithm named has no path', () => {
  const hash = narHash(tree)
  expect(() => fixedOutputPath({ method: 'flat', algorithm: 'sha1', hash }, 'x')).toThrow(
    /32 bytes are no sha1/,
  )
  expect(() => sourcePath(hash.subarray(1), 'x')).toThrow(/31 bytes are no sha256/)
})

test('a name that Nix refuses has no path', () => {
  expect(() => sourcePath(narHash(tree), 'my crate')).toThrow(/holds " "/)
})
