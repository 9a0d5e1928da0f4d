import type { CaseSubject } from '../cargo-case'
import { crates, dependsOn, devDependsOn } from './texts'

/** Tests of other kinds, and crates that they use. */
export const TEST_CRATES: CaseSubject = {
  subject: 'tests: crates',
  cases: [
    {
      name: 'a dev-dependency that reads its own data',
      kinds: ['build', 'test'],
      files: crates({
        testkit: {
          'src/lib.rs':
            'pub fn sample() -> String { std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/data/s.txt")).unwrap() }\n',
          'data/s.txt': 'one\n',
        },
        a: {
          rest: devDependsOn('testkit'),
          'src/lib.rs': '#[test]\nfn t() { println!("{}", testkit::sample()) }\n',
        },
      }),
      edit: (it) => it.write('crates/testkit/data/s.txt', 'two\n'),
    },
    {
      name: 'a dependency that asks for a variable',
      kinds: ['build', 'test'],
      files: crates({
        config: { 'src/lib.rs': 'pub fn url() -> String { std::env::var("API_URL").unwrap_or_default() }\n' },
        a: { rest: dependsOn('config'), 'src/lib.rs': '#[test]\nfn t() { println!("{}", config::url()) }\n' },
      }),
      edit: (it) => it.setVariable('API_URL', 'two'),
    },
    {
      name: 'a dependency that is given the name of a variable',
      kinds: ['test'],
      crates: ['a'],
      files: crates({
        config: {
          'src/lib.rs': 'pub fn get(name: &str) -> String { std::env::var(name).unwrap_or_default() }\n',
        },
        a: {
          rest: dependsOn('config'),
          'src/lib.rs': '#[test]\nfn t() { println!("{}", config::get("API_URL")) }\n',
        },
      }),
      edit: (it) => it.setVariable('API_URL', 'two'),
    },
    {
      name: 'a program under test that reads a file',
      kinds: ['build', 'test'],
      files: crates({
        a: {
          'src/main.rs': 'fn main() { print!("{}", std::fs::read_to_string("config/app.toml").unwrap()) }\n',
          'tests/cli.rs':
            '#[test]\nfn t() { let out = std::process::Command::new(env!("CARGO_BIN_EXE_a")).output().unwrap(); println!("{}", String::from_utf8(out.stdout).unwrap()) }\n',
          'config/app.toml': 'x = 1\n',
        },
      }),
      edit: (it) => it.write('crates/a/config/app.toml', 'x = 2\n'),
    },
    {
      name: 'snapshots beside the sources',
      kinds: ['build', 'test'],
      files: crates({
        a: {
          'tests/s.rs':
            '#[test]\nfn t() { for e in std::fs::read_dir("tests/snapshots").unwrap() { println!("{}", std::fs::read_to_string(e.unwrap().path()).unwrap()) } }\n',
          'tests/snapshots/s.snap': 'one\n',
        },
      }),
      edit: (it) => it.write('crates/a/tests/snapshots/s.snap', 'two\n'),
    },
    {
      name: 'sources that tests compile themselves',
      kinds: ['build', 'test'],
      files: crates({
        a: {
          'tests/ui.rs':
            '#[test]\nfn t() { for e in std::fs::read_dir("ui").unwrap() { println!("{}", std::fs::read_to_string(e.unwrap().path()).unwrap()) } }\n',
          'ui/fail.rs': 'fn main() { one }\n',
        },
      }),
      edit: (it) => it.write('crates/a/ui/fail.rs', 'fn main() { two }\n'),
    },
    {
      name: 'a documentation test that reads a file',
      kinds: ['build', 'test'],
      files: crates({
        a: {
          'src/lib.rs':
            '/// ```\n/// assert_eq!(std::fs::read_to_string("docs/x.txt").unwrap(), "one");\n/// ```\npub fn f() {}\n',
          'docs/x.txt': 'one',
        },
      }),
      edit: (it) => it.write('crates/a/docs/x.txt', 'two'),
    },
    {
      name: 'examples in README that are tests',
      kinds: ['build', 'test'],
      files: crates({
        a: {
          'src/lib.rs': '#[cfg(doctest)]\n#[doc = include_str!("../README.md")]\npub struct ReadMe;\n',
          'README.md': '```\nassert!(true);\n```\n',
        },
      }),
      edit: (it) => it.write('crates/a/README.md', '```\nassert!(false);\n```\n'),
    },
    {
      name: 'a test with a main of its own',
      kinds: ['test'],
      files: crates({
        a: {
          rest: '[[test]]\nname = "own"\nharness = false\n',
          'tests/own.rs': 'fn main() { println!("{}", std::fs::read_to_string("tests/own.txt").unwrap()) }\n',
          'tests/own.txt': 'one\n',
        },
      }),
      edit: (it) => it.write('crates/a/tests/own.txt', 'two\n'),
    },
    {
      name: 'a feature of a dependency that another crate turns on',
      kinds: ['build', 'test', 'lint', 'doc'],
      files: crates({
        c: {
          rest: '[features]\nf = []\n',
          'src/lib.rs':
            '#[cfg(feature = "f")]\npub const F: bool = true;\n#[cfg(not(feature = "f"))]\npub const F: bool = false;\n',
        },
        b: { rest: '[dependencies]\nc = { path = "../c" }\n', 'src/lib.rs': 'pub use c::F;\n' },
        a: { rest: dependsOn('c'), 'src/lib.rs': '#[test]\nfn t() { println!("{}", c::F) }\n' },
      }),
      edit: (it) => it.replace('crates/b/Cargo.toml', '"../c"', '"../c", features = ["f"]'),
    },
  ],
}
