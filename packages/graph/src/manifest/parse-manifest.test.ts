import { expect, test } from 'vitest'
import { parseManifest } from './parse-manifest'

test('a manifest is its tables', () => {
  expect(parseManifest('[package]\nname = "a"\n')).toEqual({ toml: { package: { name: 'a' } } })
})

test('integers that JavaScript cannot hold do not keep a manifest from being read', () => {
  const parsed = parseManifest('[package]\nname = "a"\n[package.metadata]\nbig = 9223372036854775807\n')
  expect(JSON.parse(JSON.stringify(parsed))).toMatchObject({ toml: { package: { name: 'a' } } })
})

test.each([
  ['a = 1\nb = [1,\n', 'INVALID_TOML', 3],
  ['a = 1\na = 2\n', 'INVALID_TOML', 2],
  ['a = 1\n<<<<<<< HEAD\nb = 1\n=======\nb = 2\n>>>>>>> x\n', 'MERGE_CONFLICT', 2],
  [`a${'.a'.repeat(100_000)} = 1`, 'INVALID_TOML', 1],
  [`a = ${'['.repeat(100_000)}`, 'INVALID_TOML', 1],
  [`a = "${'x'.repeat(2 ** 20)}"`, 'MANIFEST_TOO_LARGE', 1],
])('what is wrong is said with its line (%#)', (text, code, line) => {
  expect(parseManifest(text)).toMatchObject({ fault: { code, line } })
})

test('a conflict marker inside a string is no conflict', () => {
  expect(parseManifest('a = """\n=======\n"""\n')).toHaveProperty('toml')
})
