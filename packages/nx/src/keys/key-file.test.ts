import { expect, test } from 'vitest'
import { builderOf, type FiledKey, parseKeyFile, printKeyFile, printNixKeyFile } from './key-file'

const digest = '0'.repeat(64)
const key: FiledKey = {
  name: 'engine',
  kind: 'build',
  digest,
  own: 'o1',
  profiles: { dev: 'd1', release: 'r1' },
}

test('a result is known by the profile it is made with', () => {
  const textOf = (changed: Partial<FiledKey>) => printKeyFile({ ...key, ...changed })
  const before = parseKeyFile(textOf({}), 'dev')
  const released = textOf({ digest: '1'.repeat(64), profiles: { dev: 'd1', release: 'r2' } })
  expect(parseKeyFile(released, 'dev')).toBe(before)
  expect(parseKeyFile(released, 'release')).not.toBe(parseKeyFile(textOf({}), 'release'))
  expect(parseKeyFile(textOf({ own: 'o2' }), 'dev')).not.toBe(before)
})

test('where no profile is said, or it is unknown, the key counts, which covers all of them', () => {
  const text = printKeyFile(key)
  expect(text.split('\n')[0]).toMatch(/^\/nix\/store\/\w{32}-engine-build$/)
  expect(parseKeyFile(text, null)).toBe(text.split('\n')[0])
  expect(parseKeyFile(text, 'custom')).toBe(text.split('\n')[0])
  expect(parseKeyFile(printKeyFile({ ...key, profiles: {} }), 'dev')).toBe(text.split('\n')[0])
})

test('an empty file holds no key', () => {
  expect(parseKeyFile('\n', 'dev')).toBeNull()
})

test('the key of what Nix builds is the path that it builds', () => {
  const path = '/nix/store/2yz1ipwmdmcmcv4l0lmyqm9wz0vclxsl-engine-0.1.0'
  const text = printNixKeyFile(path)
  expect([builderOf(text), parseKeyFile(text, 'dev')]).toEqual(['nix', path])
  expect(builderOf(printKeyFile(key))).toBe('cargo')
})
