import { withoutColour } from '@nx-crane/keys/cli'
import { expect, test } from 'vitest'
import { manifest, resultsOf, statusesOf, TemporaryWorkspace } from '../test-kit/temporary-workspace'

test('an unformatted crate fails with the difference; rustfmt.toml counts', async () => {
  using workspace = new TemporaryWorkspace({
    'crates/tidy/Cargo.toml': manifest('tidy'),
    'crates/tidy/src/lib.rs': 'pub fn f() {}\n',
    'crates/narrow/Cargo.toml': manifest('narrow'),
    'crates/narrow/rustfmt.toml': 'tab_spaces = 2\n',
    'crates/narrow/src/lib.rs': 'pub fn f() {\n  println!();\n}\n',
    'crates/messy/Cargo.toml': manifest('messy'),
    'crates/messy/src/lib.rs': 'mod inner;\n',
    'crates/messy/src/inner.rs': 'pub fn   f( ){}\n',
  })
  const results = await resultsOf(
    ['tidy', 'narrow', 'messy'].map((name) => workspace.task(name, { kind: 'format' })),
  )
  expect(statusesOf(results)).toEqual({
    'tidy:format': 'success',
    'narrow:format': 'success',
    'messy:format': 'failure',
  })
  const log = withoutColour(results['messy:format']?.output ?? '')
  expect(log).toContain('-pub fn   f( ){}')
  expect(log).toContain('+pub fn f() {}')
  expect(log).toContain('cargo fmt -p messy')
})
