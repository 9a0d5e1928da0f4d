import { expect, test } from 'vitest'
import { compressHash, printSri, sha256 } from './digest'

test('text is hashed as UTF-8', () => {
  // printf 漢字 | sha256sum
  expect(sha256('漢字').toString('hex')).toBe(
    'c6d297713595d2f5127b438aa2ec2cb3049bb096cff7fe128f620a609c32a00f',
  )
  expect(sha256(Buffer.from('漢字'))).toEqual(sha256('漢字'))
})

test('half a character has no hash, instead of that of another text', () => {
  expect(() => sha256('\ud83d')).toThrow(/surrogate/)
  expect(sha256('😀')).toHaveLength(32)
})

test('a digest is printed as flake locks hold it', () => {
  // printf abc | openssl dgst -sha256 -binary | base64
  expect(printSri(sha256('abc'))).toBe('sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=')
})

test('bytes beyond the size are folded onto the first ones', () => {
  expect([...compressHash(Uint8Array.of(1, 2, 3, 4, 5), 3)]).toEqual([1 ^ 4, 2 ^ 5, 3])
  expect([...compressHash(Uint8Array.of(7), 3)]).toEqual([7, 0, 0])
})
