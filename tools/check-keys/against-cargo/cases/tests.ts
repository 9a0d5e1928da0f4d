import type { CargoCase, CaseSubject } from '../cargo-case'
import { crates, dependsOn, devDependsOn } from './texts'

/** A test in `crates/a` that prints the `text` these statements make. */
function tells(
  name: string,
  statements: string,
  path: string,
  more: Partial<CargoCase> & { rest?: string } = {},
): CargoCase {
  const { rest = '', files = {}, ...others } = more
  return {
    name,
    kinds: ['test'],
    crates: ['a'],
    edit: (it) => it.write(path, 'two\n'),
    ...others,
    files: {
      ...crates({
        a: { rest, 'src/lib.rs': `#[test]\nfn tells() {\n${statements}\nprintln!("{text}");\n}\n` },
        free: {},
      }),
      [path]: 'one\n',
      ...files,
    },
  }
}

const READ = (path: string) => `let text = std::fs::read_to_string("${path}").unwrap();`
const BY_ROOT = (rest: string) =>
  `let root = std::path::PathBuf::from(env!("CARGO_MANIFEST_DIR"));\nlet text = std::fs::read_to_string(root${rest}).unwrap();`

export const TESTS: CaseSubject = {
  subject: 'tests',
  cases: [
    tells('data of the repository by a literal path', READ('../../testdata/x.txt'), 'testdata/x.txt'),
    tells(
      'data of the repository by CARGO_MANIFEST_DIR',
      BY_ROOT('.join("../..").join("testdata").join("x.txt")'),
      'testdata/x.txt',
    ),
    tells(
      'data of the repository by ancestors',
      BY_ROOT('.ancestors().nth(2).unwrap().join("testdata/x.txt")'),
      'testdata/x.txt',
    ),
    tells(
      'data by the variable at run time',
      'let root = std::env::var("CARGO_MANIFEST_DIR").unwrap();\nlet text = std::fs::read_to_string(format!("{root}/../../testdata/x.txt")).unwrap();',
      'testdata/x.txt',
    ),
    tells('data of the crate', READ('data/x.txt'), 'crates/a/data/x.txt', {
      kinds: ['build', 'test', 'lint'],
    }),
    tells('README of the crate', READ('README.md'), 'crates/a/README.md'),
    tells('README of the repository', READ('../../README.md'), 'README.md'),
    tells('an example', READ('examples/x.rs'), 'examples/x.rs', {
      files: { 'crates/a/examples/x.rs': 'fn main() {}\n' },
      edit: (it) => it.write('crates/a/examples/x.rs', 'fn main() { }\n'),
    }),
    tells('documentation of the crate', READ('docs/x.md'), 'crates/a/docs/x.md'),
    tells('documentation of the repository', READ('../../docs/x.md'), 'docs/x.md'),
    tells('hidden data', READ('.data/x'), 'crates/a/.data/x'),
    tells('data that Git ignores', READ('local/x.txt'), 'crates/a/local/x.txt', {
      files: { '.gitignore': 'target\nnode_modules\nlocal\n' },
    }),
    tells('its own manifest', READ('Cargo.toml'), 'other', {
      edit: (it) => it.append('crates/a/Cargo.toml', '# new\n'),
    }),
    tells('the lock', READ('../../Cargo.lock'), 'other', {
      edit: (it) => it.append('Cargo.lock', '\n# new\n'),
    }),
    tells('a source of another crate', READ('../free/src/lib.rs'), 'other', {
      edit: (it) => it.write('crates/free/src/lib.rs', '// two\n'),
    }),
    tells('whether a file is there', 'let text = std::path::Path::new("flag").exists();', 'other', {
      edit: (it) => it.write('crates/a/flag', ''),
    }),
    tells(
      'which files there are',
      'let text = std::fs::read_dir("cases").unwrap().count();',
      'crates/a/cases/one.txt',
      {
        edit: (it) => it.write('crates/a/cases/two.txt', ''),
      },
    ),
    tells('a file by a link', READ('link.txt'), 'testdata/x.txt', {
      prepare: (it) => it.link('crates/a/link.txt', '../../testdata/x.txt'),
    }),
    tells('a file outside the repository', READ('../../../outside.txt'), '../outside.txt'),
    tells(
      'a file of its home',
      'let text = std::fs::read_to_string(std::env::var("HOME").unwrap() + "/.apprc").unwrap();',
      '../home/.apprc',
    ),
    tells(
      'a variable by a constant',
      'const NAME: &str = "FLAVOUR";\nlet text = std::env::var(NAME).unwrap_or_default();',
      'other',
      {
        edit: (it) => it.setVariable('FLAVOUR', 'two'),
      },
    ),
    tells(
      'a variable put together',
      'let text = std::env::var(["APP", "FLAVOUR"].join("_")).unwrap_or_default();',
      'other',
      {
        edit: (it) => it.setVariable('APP_FLAVOUR', 'two'),
      },
    ),
    tells(
      'all variables of a prefix',
      'let text = std::env::vars().filter(|(k, _)| k.starts_with("APP_")).count();',
      'other',
      {
        edit: (it) => it.setVariable('APP_X', 'two'),
      },
    ),
    tells('the language', 'let text = std::env::var("LANG").unwrap_or_default();', 'other', {
      edit: (it) => it.setVariable('LANG', 'de_DE.UTF-8'),
    }),
    tells(
      'a shell script',
      'let out = std::process::Command::new("sh").arg("run.sh").output().unwrap();\nlet text = String::from_utf8(out.stdout).unwrap();',
      'crates/a/run.sh',
      {
        files: { 'crates/a/run.sh': 'echo one\n' },
        edit: (it) => it.write('crates/a/run.sh', 'echo two\n'),
      },
    ),
    tells(
      'a file that a shell script reads',
      'let out = std::process::Command::new("sh").arg("run.sh").output().unwrap();\nlet text = String::from_utf8(out.stdout).unwrap();',
      'testdata/x.txt',
      {
        files: { 'crates/a/run.sh': 'cat ../../testdata/*.txt\n' },
      },
    ),
    tells(
      'a tool on PATH',
      'let out = std::process::Command::new("mytool").output().unwrap();\nlet text = String::from_utf8(out.stdout).unwrap();',
      'other',
      {
        files: { '../tools/mytool': '#!/bin/sh\necho one\n' },
        edit: (it) => it.write('../tools/mytool', '#!/bin/sh\necho two\n'),
      },
    ),
    tells('data that it does not read', READ('data/x.txt'), 'testdata/y.txt', {
      files: { 'crates/a/data/x.txt': 'one\n' },
    }),
    tells('a source of an unrelated crate that it does not read', READ('data/x.txt'), 'other', {
      files: { 'crates/a/data/x.txt': 'one\n' },
      edit: (it) => it.write('crates/free/src/lib.rs', '// two\n'),
    }),
    tells('README when it reads nothing', 'let text = 1 + 1;', 'README.md'),
    tells('a variable when it reads nothing', 'let text = 1 + 1;', 'other', {
      edit: (it) => it.setVariable('FLAVOUR', 'two'),
    }),
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
