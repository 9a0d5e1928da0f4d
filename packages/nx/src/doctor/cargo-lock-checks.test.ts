import { expect, test } from 'vitest'
import { SOUND_FILES, said } from './facts-fixture'

// `cargo build --locked` in both: "cannot update the lock file …/Cargo.lock because --locked was passed"
test.each([
  [
    'a new version',
    { 'crates/engine/Cargo.toml': SOUND_FILES['crates/engine/Cargo.toml']?.replace('0.1.0', '0.2.0') },
    'engine 0.2.0',
  ],
  [
    'a new crate',
    {
      'crates/new/Cargo.toml': '[package]\nname = "new"\nversion = "1.0.0"\nedition = "2021"\n',
      'crates/new/src/lib.rs': '',
    },
    'new 1.0.0',
  ],
])('a lock without %s is a warning', (_, changed, lacking) => {
  const files = { ...SOUND_FILES, ...changed } as Record<string, string>
  expect(said({ files })).toEqual([
    `warning cargo-lock | Cargo.lock | lacks ${lacking}: the next cargo command changes it | cargo update --workspace --manifest-path Cargo.toml, and commit it`,
  ])
})

test('a lock that cannot be read is an error with its line', () => {
  const files = { ...SOUND_FILES, 'Cargo.lock': 'version = 4\n\n<<<<<<< HEAD\n' }
  expect(said({ files })).toEqual([expect.stringMatching(/^error cargo-lock \| Cargo\.lock:3 \| .*conflict/)])
})
