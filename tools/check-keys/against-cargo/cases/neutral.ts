import type { CargoCase, CaseSubject } from '../cargo-case'
import { crates, dependsOn, oneCrate } from './texts'

const writes = (path: string, text: string) => (it: Parameters<CargoCase['edit']>[0]) => it.write(path, text)
const SOURCE =
  '/// Adds.\npub fn add(a: u8) -> u8 {\n    a.wrapping_add(1)\n}\n\n#[test]\nfn adds() {\n    assert_eq!(add(1), 2);\n}\n'
const ALL = ['build', 'test', 'lint', 'format', 'doc'] as const

/** A crate that reads nothing but its sources, and an edit beside them. */
function beside(
  name: string,
  edit: CargoCase['edit'],
  files: Readonly<Record<string, string>> = {},
  more: Partial<CargoCase> = {},
): CargoCase {
  return { name, kinds: ALL, ...more, files: oneCrate({ 'src/lib.rs': SOURCE, ...files }), edit }
}

export const NEUTRAL: CaseSubject = {
  subject: 'neutral',
  cases: [
    beside('README', writes('README.md', 'two\n'), { 'README.md': 'one\n' }),
    beside('a file that nobody knows', writes('notes/x.txt', 'new\n')),
    beside('a commit', (it) => it.commit('second')),
    beside('a file that Git ignores', writes('local.txt', 'new\n'), {
      '.gitignore': 'target\nnode_modules\nlocal.txt\n',
    }),
    beside('what Git ignores', writes('.gitignore', 'target\nnode_modules\nother\n')),
    beside('an installed package', writes('node_modules/x/index.js', 'new\n'), {
      'node_modules/x/index.js': '',
    }),
    beside('package.json', writes('package.json', '{ "name": "x" }\n'), { 'package.json': '{}\n' }),
    beside('a workflow', writes('.github/workflows/ci.yml', 'on: push\n')),
    beside('a variable', (it) => it.setVariable('FLAVOUR', 'two')),
    beside('variables of the terminal', (it) => {
      it.setVariable('TERM', 'dumb')
      it.setVariable('COLUMNS', '80')
      it.setVariable('WINDOWID', '7')
    }),
    beside('variables of a CI', (it) => {
      it.setVariable('GITHUB_RUN_ID', '7')
      it.setVariable('GITHUB_SHA', 'x')
    }),
    beside('a license', writes('LICENSE', 'two\n'), { LICENSE: 'one\n' }),
    beside(
      'the version of the compiler, spelt otherwise',
      writes('rust-toolchain.toml', '[toolchain]\nchannel = "1.95.0"\n'),
      { 'rust-toolchain.toml': '[toolchain]\nchannel = "stable"\n' },
      { kinds: ['build', 'test', 'format'] },
    ),
    beside(
      'a comment in rust-toolchain.toml',
      writes('rust-toolchain.toml', '# new\n[toolchain]\nchannel = "stable"\n'),
      { 'rust-toolchain.toml': '[toolchain]\nchannel = "stable"\n' },
      { kinds: ['build', 'format'] },
    ),
    beside(
      'rust-toolchain.toml for the compiler that is there',
      writes('rust-toolchain.toml', '[toolchain]\nchannel = "stable"\n'),
      {},
      { kinds: ['build', 'format'] },
    ),
    beside(
      'another compiler',
      writes('rust-toolchain.toml', '[toolchain]\nchannel = "nightly"\n'),
      { 'rust-toolchain.toml': '[toolchain]\nchannel = "stable"\n' },
      { kinds: ['build'] },
    ),
    beside(
      'another compiler by a variable',
      (it) => it.setVariable('RUSTUP_TOOLCHAIN', 'nightly'),
      {},
      { kinds: ['build'] },
    ),
    beside(
      'the same compiler by a variable',
      (it) => it.setVariable('RUSTUP_TOOLCHAIN', '1.95.0'),
      {},
      { kinds: ['build', 'format'] },
    ),
    beside(
      'a component of the compiler',
      writes('rust-toolchain.toml', '[toolchain]\nchannel = "stable"\ncomponents = ["clippy"]\n'),
      { 'rust-toolchain.toml': '[toolchain]\nchannel = "stable"\n' },
      { kinds: ['build', 'format'] },
    ),
    beside('a comment in a source', (it) => it.append('src/lib.rs', '// new\n'), {}, { kinds: ['build'] }),
    beside(
      'ends of lines in a source',
      (it) => it.replace('src/lib.rs', '\n', '\r\n'),
      {},
      { kinds: ['build', 'format'] },
    ),
    beside(
      'a test module',
      writes('src/tests.rs', '#[test]\nfn t() {}\n#[test]\nfn u() {}\n'),
      { 'src/lib.rs': '#[cfg(test)]\nmod tests;\n', 'src/tests.rs': '#[test]\nfn t() {}\n' },
      { kinds: ['build', 'test'] },
    ),
    beside(
      'an integration test',
      writes('tests/t.rs', '#[test]\nfn u() {}\n'),
      { 'tests/t.rs': '#[test]\nfn t() {}\n' },
      { kinds: ['build', 'test', 'doc'] },
    ),
    beside(
      'a module that moves into a directory',
      (it) => it.move('src/x.rs', 'src/x/mod.rs'),
      { 'src/lib.rs': 'pub mod x;\n', 'src/x.rs': 'pub fn f() {}\n' },
      { kinds: ['build', 'test', 'doc'] },
    ),
    beside(
      'a module that may panic and moves',
      (it) => it.move('src/x.rs', 'src/x/mod.rs'),
      { 'src/lib.rs': 'pub mod x;\n', 'src/x.rs': 'pub fn f() { panic!() }\n' },
      { kinds: ['build'] },
    ),
    beside(
      'a module that goes into its parent',
      (it) => {
        it.write('src/lib.rs', 'pub mod x { pub fn f() {} }\n')
        it.remove('src/x.rs')
      },
      { 'src/lib.rs': 'pub mod x;\n', 'src/x.rs': 'pub fn f() {}\n' },
      { kinds: ['build'] },
    ),
    {
      name: 'another crate',
      kinds: ALL,
      crates: ['a'],
      files: crates({ a: { 'src/lib.rs': SOURCE }, b: {} }),
      edit: writes('crates/b/src/lib.rs', 'pub fn b() {}\n'),
    },
    {
      name: 'a crate that depends on it',
      kinds: ALL,
      crates: ['b'],
      files: crates({ a: { rest: dependsOn('b') }, b: { 'src/lib.rs': SOURCE } }),
      edit: writes('crates/a/src/lib.rs', 'pub fn a() {}\n'),
    },
    {
      name: 'tests of a dependency',
      kinds: ['build', 'test'],
      crates: ['a'],
      files: crates({ a: { rest: dependsOn('b') }, b: { 'tests/t.rs': '' } }),
      edit: writes('crates/b/tests/t.rs', '#[test]\nfn t() {}\n'),
    },
  ],
}
