import { expect, test } from 'vitest'
import { faultOfName } from './store-name'

// `nix-instantiate --eval -E 'builtins.toFile "<name>" ""'`, Nix 2.34.8, says yes to these and no to the next.
test.each([
  'a',
  'A',
  '0',
  '-a',
  '--',
  'a-',
  'a?=+_',
  '.a',
  '..a',
  '...',
  '...-a',
  '.a-b',
  'a.drv',
  'x'.repeat(211),
])('%j is a name in the store', (name) => {
  expect(faultOfName(name)).toBeUndefined()
})

test.each([
  ['', /empty/],
  ['.', /starts with "\."/],
  ['..', /starts with "\.\."/],
  ['.-', /starts with "\."/],
  ['.-a', /starts with "\."/],
  ['..-a', /starts with "\.\."/],
  ['a~b', /holds "~"/],
  ['a b', /holds " "/],
  ['a/b', /holds "\/"/],
  ['a\n', /holds "\\n"/],
  ['é', /holds "é"/],
  ['😀', /holds "😀"/],
  ['x'.repeat(212), /longer than 211/],
])('%j is not', (name, message) => {
  expect(faultOfName(name)).toMatch(message)
})
