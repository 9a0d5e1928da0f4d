import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { storePathKey } from './store-path-key'

const digest = createHash('sha256').update('hello\n').digest('hex')

// `nix-instantiate --eval -E 'builtins.toFile "engine-build" "hello\n"'`, Nix 2.34.8
test('is where Nix puts the text that lists the inputs', () => {
  expect(storePathKey({ name: 'engine', kind: 'build', digest })).toBe(
    '/nix/store/b8qbdjlhc1iyfvkc1z3fd8w7aig02092-engine-build',
  )
})

test.each([
  ['größe', 'gr__e-test'],
  ['a"; builtins.abort "', 'a___builtins.abort__-test'],
  ['x'.repeat(300), `${'x'.repeat(195)}-test`],
])('a crate named %s has a key that Nix accepts', (name, expected) => {
  expect(storePathKey({ name, kind: 'test', digest }).slice('/nix/store/'.length + 33)).toBe(expected)
})
