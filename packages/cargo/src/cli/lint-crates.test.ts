import { expect, test } from 'vitest'
import { manifest, resultsOf, statusesOf, TemporaryWorkspace } from './temporary-workspace'
import { withoutColour } from './terminal-colour'

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
    expect(log('sloppy')).toContain('error: 1 warning, and warnings are denied, in "sloppy"')
    expect(log('denying')).toContain('unused variable')
    expect(log('clean')).not.toContain('warning')
    expect(log('user')).toContain('"broken", which it depends on, failed')
  }
})
