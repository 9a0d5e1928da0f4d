import { expect, test } from 'vitest'
import { profileChain } from './profile-chain'

const MANIFEST = {
  ci: { inherits: 'mid' },
  mid: { inherits: 'release' },
  a: { inherits: 'b' },
  b: { inherits: 'a' },
}

// each row but those in a circle, which Cargo refuses: with the flags that `cargo build -v` 1.95 gives rustc
test.each<[string, object[], Record<string, string>, string[]]>([
  ['dev', [], {}, ['dev']],
  ['test', [], {}, ['test', 'dev']],
  ['bench', [], {}, ['bench', 'release']],
  ['ci', [MANIFEST], {}, ['ci', 'mid', 'release']],
  ['ci', [{ ci: { inherits: 'dev' } }, MANIFEST], {}, ['ci', 'dev']],
  ['ci', [{ mid: { 'opt-level': 1 } }, MANIFEST], {}, ['ci', 'mid', 'release']],
  ['ci', [MANIFEST], { CARGO_PROFILE_CI_INHERITS: 'dev' }, ['ci', 'dev']],
  ['a', [MANIFEST], {}, ['a', 'b']],
  ['constructor', [MANIFEST], {}, ['constructor']],
])('%s of %j with %j', (profile, tables, environment, chain) => {
  expect(profileChain(profile, { tables: tables as Record<string, unknown>[], environment })).toEqual(chain)
})
