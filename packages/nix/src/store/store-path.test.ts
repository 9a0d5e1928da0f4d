import { expect, test } from 'vitest'
import { NixError } from '../nix-error'
import { buildStorePath, parseStorePath, printStorePath } from './store-path'

const hash = '9ml7pxsaacynnzvb08wdrphlrw8q6cra'

test('a store path is taken apart and put together again', () => {
  const parsed = parseStorePath(`/nix/store/${hash}-tree-1.0`)
  expect(parsed).toEqual({ hash, name: 'tree-1.0', path: `/nix/store/${hash}-tree-1.0` })
  expect(printStorePath(parsed)).toBe(parsed.path)
  expect(printStorePath(parsed, '/home/me/store')).toBe(`/home/me/store/${hash}-tree-1.0`)
  expect(parseStorePath(`/home/me/store/${hash}-tree-1.0`, '/home/me/store').hash).toBe(hash)
})

test.each([
  ['a path elsewhere', `/usr/store/${hash}-x`, /is not in \/nix\/store/],
  ['the store itself', '/nix/store', /is not in/],
  ['a store of a longer name', `/nix/store2/${hash}-x`, /is not in/],
  ['a file in a store path', `/nix/store/${hash}-x/bin/x`, /holds "\/"/],
  ['a way out', `/nix/store/${hash}-x/../../../etc`, /holds "\/"/],
  ['no name', `/nix/store/${hash}`, /no 32 digits and a dash/],
  ['an empty name', `/nix/store/${hash}-`, /name is empty/],
  ['a hash that is too short', `/nix/store/${hash.slice(1)}-x`, /no 32 digits/],
  ['a letter no hash has', `/nix/store/e${hash.slice(1)}-x`, /not in Nix's base 32/],
])('%s is refused', (_, text, message) => {
  expect(() => parseStorePath(text)).toThrow(message)
  expect(() => parseStorePath(text)).toThrow(NixError)
})

test.each(['/nix/store/', 'nix/store', '/nix//store', '/nix/./store', '/nix/../store', '', '/', '/a\0b'])(
  'the store directory %j is refused: it goes into every hash',
  (store) => {
    expect(() => parseStorePath(`${store}/${hash}-x`, store)).toThrow(/a store directory is an absolute path/)
  },
)

test('a hash of another length is refused', () => {
  expect(() => buildStorePath(new Uint8Array(32), { name: 'x', store: '/nix/store' })).toThrow(/has 32 bytes/)
})
