import type { CargoCase, CaseSubject } from '../cargo-case'
import { crates, dependsOn, manifest, oneCrate, WORKSPACE } from './texts'

/** A crate whose manifest is edited. */
function edited(
  name: string,
  edit: CargoCase['edit'],
  more: Partial<CargoCase> & { rest?: string } = {},
): CargoCase {
  const { rest = '', files = {}, ...others } = more
  return { name, ...others, files: oneCrate({ ...SOURCES, ...files }, rest), edit }
}

const SOURCES = {
  'src/lib.rs': '/// Adds.\npub fn add(a: u8) -> u8 {\n    a.wrapping_add(cfg!(feature = "x") as u8)\n}\n',
  'src/main.rs': 'fn main() {\n    println!("{}", a::add(1));\n}\n',
}
const ALL = ['build', 'test', 'lint', 'format', 'doc'] as const
const adds = (text: string) => (it: Parameters<CargoCase['edit']>[0]) => it.append('Cargo.toml', text)
const replaces = (from: string, to: string) => (it: Parameters<CargoCase['edit']>[0]) =>
  it.replace('Cargo.toml', from, to)

export const MANIFESTS: CaseSubject = {
  subject: 'manifests',
  cases: [
    edited('a comment', adds('# new\n'), { kinds: ALL }),
    edited('other ends of lines', replaces('\n', '\r\n'), { kinds: ALL }),
    edited(
      'another order of fields',
      replaces('name = "a"\nversion = "0.1.0"', 'version = "0.1.0"\nname = "a"'),
    ),
    edited('categories and keywords', adds('categories = ["science"]\nkeywords = ["x"]\n'), {
      kinds: ['build', 'doc'],
    }),
    edited('that it is not published', adds('publish = false\n')),
    edited('metadata that nobody reads', adds('[package.metadata.x]\ny = 1\n'), { kinds: ALL }),
    edited('a description', adds('description = "two"\n'), { kinds: ALL }),
    edited('a description that is compiled in', replaces('one', 'two'), {
      rest: 'description = "one"\n',
      files: {
        'src/lib.rs': 'pub const D: &str = env!("CARGO_PKG_DESCRIPTION");\npub fn add(a: u8) -> u8 { a }\n',
      },
    }),
    edited('the version', replaces('0.1.0', '0.1.1'), {
      kinds: ['build', 'doc'],
      files: { 'Cargo.lock': 'version = 4\n\n[[package]]\nname = "a"\nversion = "0.1.0"\n' },
    }),
    edited('the edition', replaces('2021', '2024'), { kinds: ALL }),
    edited('a feature that nobody turns on', adds('[features]\nx = []\n'), {
      kinds: ['build', 'lint', 'doc'],
    }),
    edited('a feature that nobody turns on beside another', adds('y = []\n'), {
      kinds: ['build'],
      rest: '[features]\nx = []\n',
    }),
    edited('a feature that is on by default', replaces('x = []', 'default = ["x"]\nx = []'), {
      kinds: ['build', 'test', 'lint', 'doc'],
      rest: '[features]\nx = []\n',
    }),
    edited('a rust-version above the compiler', adds('rust-version = "1.999"\n'), {
      kinds: ['build', 'test', 'lint', 'doc'],
    }),
    edited('a lower rust-version', replaces('1.80', '1.60'), {
      kinds: ['build', 'lint'],
      rest: 'rust-version = "1.80"\n',
      files: {
        'src/lib.rs':
          'pub fn add(a: u8) -> u8 { a }\npub fn f(x: Option<u8>) -> bool { x.map_or(false, |v| v > 1) }\npub fn g(a: &str) -> String { format!("{}", a) }\n',
      },
    }),
    edited('a lint of rustc', adds('[lints.rust]\nmissing_docs = "warn"\n'), {
      kinds: ['build', 'lint', 'doc'],
      files: { 'src/lib.rs': 'pub fn add(a: u8) -> u8 { a }\n' },
    }),
    edited('a lint of clippy', adds('[lints.clippy]\npedantic = "warn"\n'), { kinds: ['build', 'lint'] }),
    edited('a lint of rustdoc', adds('[lints.rustdoc]\nmissing_crate_level_docs = "warn"\n'), {
      kinds: ['build', 'doc'],
    }),
    edited('that the library has no tests', adds('[lib]\ntest = false\ndoctest = false\n'), {
      kinds: ['build', 'test'],
    }),
    edited('the kinds of the library', adds('[lib]\ncrate-type = ["rlib", "staticlib"]\n')),
    edited('the name of the library', adds('[lib]\nname = "a2"\n'), {
      files: { 'src/main.rs': 'fn main() {}\n' },
      kinds: ['build', 'doc'],
    }),
    edited('a second program', adds('[[bin]]\nname = "b"\npath = "src/main.rs"\n')),
    edited('the program to run', adds('default-run = "a"\n')),
    edited('that programs are not found', adds('autobins = false\n')),
    edited('a bench', adds('[[bench]]\nname = "x"\npath = "benches/x.rs"\nharness = false\n'), {
      files: { 'benches/x.rs': 'fn main() {}\n' },
      kinds: ['build', 'test', 'lint', 'doc'],
    }),
    edited('an example', (it) => it.write('examples/x.rs', 'fn main() {}\n'), {
      kinds: ['build', 'test', 'lint', 'doc'],
    }),
    edited(
      'a dependency for another platform',
      adds('[target.\'cfg(windows)\'.dependencies]\nb = { path = "b" }\n'),
      {
        files: { 'b/Cargo.toml': manifest('b'), 'b/src/lib.rs': '' },
        crates: ['a'],
      },
    ),
    edited(
      'an optional dependency that is off',
      adds('[dependencies]\nb = { path = "b", optional = true }\n'),
      {
        files: { 'b/Cargo.toml': manifest('b'), 'b/src/lib.rs': '' },
        crates: ['a'],
      },
    ),
    edited('a profile that is not used', adds('[profile.release]\nopt-level = 2\n'), { kinds: ALL }),
    edited('a profile of its own', adds('[profile.fast]\ninherits = "release"\n')),
    edited('the profile of benches', adds('[profile.bench]\nopt-level = 2\n'), { kinds: ['build', 'test'] }),
    edited(
      'the profile of benches beside one that inherits from releases',
      replaces('opt-level = 3', 'opt-level = 2'),
      {
        kinds: ['build', 'lint'],
        rest: '[profile.bench]\nopt-level = 3\n[profile.mine]\ninherits = "release"\n',
      },
    ),
    edited('the workspace that it is', adds('[workspace]\n')),
    edited('README, named', adds('readme = "docs/README.md"\n'), { files: { 'docs/README.md': '' } }),
    {
      name: 'a field that it inherits',
      files: {
        'Cargo.toml': `${WORKSPACE}[workspace.package]\nversion = "0.1.0"\nauthors = ["one"]\n`,
        'crates/a/Cargo.toml':
          '[package]\nname = "a"\nversion.workspace = true\nauthors.workspace = true\nedition = "2021"\n',
        'crates/a/src/lib.rs': 'pub const A: &str = env!("CARGO_PKG_AUTHORS");\n',
        'crates/free/Cargo.toml': manifest('free'),
        'crates/free/src/lib.rs': '',
      },
      edit: replaces('one', 'two'),
    },
    {
      name: 'a dependency of the workspace that only another uses',
      files: {
        ...crates({ b: {}, a: {}, c: {} }),
        'Cargo.toml': `${WORKSPACE}[workspace.dependencies]\nb = { path = "crates/b" }\n`,
        'crates/a/Cargo.toml': manifest('a', '[dependencies]\nb.workspace = true\n'),
      },
      edit: adds('c = { path = "crates/c" }\n'),
    },
    {
      name: 'lints that it inherits',
      kinds: ['build', 'lint'],
      files: {
        ...crates({
          a: { rest: '[lints]\nworkspace = true\n', 'src/lib.rs': 'pub fn f() {}\n' },
          free: { 'src/lib.rs': 'pub fn f() {}\n' },
        }),
        'Cargo.toml': `${WORKSPACE}[workspace.lints.rust]\nmissing_docs = "allow"\n`,
      },
      edit: replaces('allow', 'warn'),
    },
    {
      name: 'a lint of a dependency',
      kinds: ['build', 'lint'],
      files: crates({ b: {}, a: { rest: dependsOn('b') } }),
      edit: (it) => it.append('crates/b/Cargo.toml', '[lints.clippy]\npedantic = "warn"\n'),
    },
    {
      name: 'a feature of a dependency',
      files: crates({
        b: { rest: '[features]\nf = []\n', 'src/lib.rs': 'pub const F: bool = cfg!(feature = "f");\n' },
        a: { rest: '[dependencies]\nb = { path = "../b" }\n', 'src/lib.rs': 'pub use b::F;\n' },
      }),
      edit: (it) => it.replace('crates/a/Cargo.toml', '"../b"', '"../b", features = ["f"]'),
    },
    {
      name: 'a new crate',
      files: crates({ a: {}, b: { rest: dependsOn('a') } }),
      edit: (it) => {
        it.write('crates/c/Cargo.toml', manifest('c'))
        it.write('crates/c/src/lib.rs', '')
      },
    },
    {
      name: 'a crate that depends on another for its tests',
      kinds: ['build', 'test'],
      files: crates({ a: { 'src/lib.rs': 'pub fn f() {}\n' }, b: { 'src/lib.rs': 'pub fn g() {}\n' } }),
      edit: (it) => it.append('crates/a/Cargo.toml', '[dev-dependencies]\nb = { path = "../b" }\n'),
    },
  ],
}
