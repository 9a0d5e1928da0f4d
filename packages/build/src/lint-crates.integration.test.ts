import { withoutColour } from '@nx-crane/keys/cli'
import { expect, test } from 'vitest'
import { manifest, resultsOf, statusesOf, TemporaryWorkspace } from '../test-kit/temporary-workspace'

const USES = (name: string) => `[dependencies]\n${name} = { path = "../${name}" }`

test('a warning fails its own crate and nobody else, the second time too', async () => {
  using workspace = new TemporaryWorkspace({
    'crates/sloppy/Cargo.toml': manifest('sloppy'),
    'crates/sloppy/src/lib.rs': 'pub fn f(x: i32) -> i32 { return x; }\n',
    'crates/denying/Cargo.toml': manifest('denying', USES('sloppy')),
    'crates/denying/src/lib.rs': '#![deny(unused)]\npub fn g() { let x = sloppy::f(1); }\n',
    'crates/clean/Cargo.toml': manifest('clean', USES('denying')),
    'crates/clean/src/lib.rs': 'pub fn h() {\n    denying::g()\n}\n',
    'crates/untested/Cargo.toml': manifest('untested'),
    'crates/untested/src/lib.rs': '',
    'crates/untested/tests/it.rs': '#[test]\nfn t() {\n    let unused = 1;\n}\n',
    'crates/broken/Cargo.toml': manifest('broken'),
    'crates/broken/src/lib.rs': 'pub fn b() -> i32 { "text" }\n',
    'crates/user/Cargo.toml': manifest('user', USES('broken')),
    'crates/user/src/lib.rs': '',
  })
  const names = ['sloppy', 'denying', 'clean', 'untested', 'broken', 'user']
  for (const round of ['compiled', 'replayed from cargo’s cache']) {
    const results = await resultsOf(names.map((name) => workspace.task(name, { kind: 'lint' })))
    expect([round, statusesOf(results)]).toEqual([
      round,
      {
        'sloppy:lint': 'failure',
        'denying:lint': 'failure',
        'clean:lint': 'success',
        'untested:lint': 'failure',
        'broken:lint': 'failure',
        'user:lint': 'failure',
      },
    ])
    const log = (name: string) => withoutColour(results[`${name}:lint`]?.output ?? '')
    expect(log('sloppy')).toContain('unneeded `return` statement')
    expect(log('sloppy')).toContain('error: 1 warning (warnings are denied) in "sloppy"')
    expect(log('denying')).toContain('unused variable')
    expect(log('clean')).not.toContain('warning')
    expect(log('user')).toContain('"broken", which it depends on, failed')
  }
})

// `cargo clippy` in each of the crates: exit code 0, 101, 101
test('where warnings are allowed they are printed and do not fail, and what is denied does', async () => {
  using workspace = new TemporaryWorkspace({
    'crates/sloppy/Cargo.toml': manifest('sloppy'),
    'crates/sloppy/src/lib.rs': 'pub fn f(x: i32) -> i32 { return x; }\n',
    'crates/denying/Cargo.toml': manifest('denying'),
    'crates/denying/src/lib.rs': '#![deny(unused)]\npub fn g() { let x = 1; }\n',
    'crates/wrong/Cargo.toml': manifest('wrong'),
    'crates/wrong/src/lib.rs': 'pub fn h(x: u32) -> bool { x < 0 }\n',
  })
  const tasks = ['sloppy', 'denying', 'wrong'].map((name) => workspace.task(name, { kind: 'lint' }))
  const results = await resultsOf(tasks.map((task) => ({ ...task, warnings: 'allow' as const })))
  expect(statusesOf(results)).toEqual({
    'sloppy:lint': 'success',
    'denying:lint': 'failure',
    'wrong:lint': 'failure',
  })
  expect(withoutColour(results['sloppy:lint']?.output ?? '')).toContain('unneeded `return` statement')
})
