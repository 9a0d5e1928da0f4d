import type { CargoCase, CaseSubject } from '../cargo-case'
import { crates } from './texts'

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
      edit: (it) => {
        it.replace('crates/free/Cargo.toml', '0.1.0', '0.2.0')
        it.replace('Cargo.lock', 'name = "free"\nversion = "0.1.0"', 'name = "free"\nversion = "0.2.0"')
      },
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
  ],
}
