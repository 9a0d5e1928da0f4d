import { readSourceTree } from '@nx-crane/graph'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runNxCrane } from '../../test-kit/nx-crane-command'
import { ObservedRepository } from '../../test-kit/observed-repository'
import { crateInputs } from './crate-inputs'

const MANIFEST = `# of a
[package]
name = "a" # the first
version = "0.1.0"
edition = "2021"

[dependencies]
m = { path = "../m" }

[package.metadata.nx-crane.wasm] # nobody's
`
const FILES = {
  'Cargo.toml': '[workspace]\nresolver = "2"\nmembers = ["crates/*"]\n',
  '.gitignore': 'target\ndist\n.nx\n/made\n',
  'crates/a/Cargo.toml': MANIFEST,
  'crates/a/build.rs': `use std::{env, fs};
fn main() {
    let name = format!("{}.txt", ["one", "two"][0]);
    let text = fs::read_to_string(format!("../../data/{name}")).unwrap();
    let variable = ["SCRIPT", "MODE"].join("_");
    println!("cargo:rustc-env=TEXT={}{}", text.trim(), env::var(variable).unwrap_or_default());
    println!("cargo:rerun-if-changed=../../data/{name}");
}
`,
  'crates/a/src/lib.rs': `m::page!();
pub const TEXT: &str = env!("TEXT");
#[test]
fn reads() {
    let name = ["test", "data"].concat();
    let files = std::fs::read_dir(format!("../../{name}/all")).unwrap();
    assert!(files.count() > 0);
    for part in 0..3 {
        assert!(std::fs::read_to_string(format!("../../{name}/parts/{part}.txt")).is_ok());
    }
    assert!(std::fs::read(format!("../../{name}/absent")).is_err());
    let own = ["o", "wn"].concat();
    assert!(std::fs::read(format!("data/{own}")).is_ok());
    let made = ["ma", "de"].concat();
    assert!(std::fs::read(format!("../../{made}/x")).is_ok());
}
`,
  'crates/a/data/own': 'x',
  'crates/b/Cargo.toml': '[package]\nname = "b"\nversion = "0.1.0"\nedition = "2021"\n',
  'crates/b/src/lib.rs': `#[test]
fn reads() {
    let name = ["i", "n"].concat();
    assert!(std::fs::read(format!("../../data/{name}")).is_err());
}
`,
  'crates/m/Cargo.toml':
    '[package]\nname = "m"\nversion = "0.1.0"\nedition = "2021"\n\n[lib]\nproc-macro = true\n',
  'crates/m/src/lib.rs': `extern crate proc_macro;
#[proc_macro]
pub fn page(_: proc_macro::TokenStream) -> proc_macro::TokenStream {
    let home = ["ho", "me"].concat();
    let path = format!("{}/../../pages/{home}.html", std::env::var("CARGO_MANIFEST_DIR").unwrap());
    format!("pub const PAGE: &str = {:?};", std::fs::read_to_string(path).unwrap()).parse().unwrap()
}
`,
  'data/one.txt': '1',
  'data/two.txt': '2',
  'made/x': 'x',
  'pages/home.html': '<p>',
  'pages/other.html': '<p>',
  'testdata/all/one': 'x',
  'testdata/parts/0.txt': '0',
  'testdata/parts/1.txt': '1',
  'testdata/parts/2.txt': '2',
  'testdata/other': 'x',
}
const TASKS = ['a:build', 'a:test', 'a:lint', 'a:doc']
const DECLARED = `
[package.metadata.nx-crane]
include = [
  "../../data/one.txt",
  "../../pages/home.html",
  "../../testdata/absent",
  "../../testdata/all/**",
  "../../testdata/parts/**",
]
env = ["SCRIPT_MODE"]
`

let repository: ObservedRepository
beforeAll(() => {
  repository = new ObservedRepository(FILES)
})
afterAll(() => repository[Symbol.dispose]())

function inputs(...args: string[]) {
  return runNxCrane(['inputs', '--root', repository.root, ...args])
}

function verdicts(): Record<string, string> {
  const { root } = repository
  const found = crateInputs({ root, tree: readSourceTree(root) })
  return Object.fromEntries(found.map(({ name, verdict }) => [name, verdict.is]))
}

test('before anything has run nothing is written, and what to run is said', () => {
  const { status, stdout } = inputs('--write')
  expect(stdout).toContain(
    'crates/a/Cargo.toml: is wide and was not observed yet: run `nx run-many -t build,test',
  )
  expect(status).toBe(0)
  expect(inputs('--check').status).toBe(0)
  expect(repository.read('crates/a/Cargo.toml')).toBe(MANIFEST)
})

test('what was read is declared, and nothing else in the manifest changes', {
  timeout: 300_000,
}, async () => {
  await repository.run(['a:build', 'a:test', 'b:test'])
  const check = inputs('--check')
  expect(check.stdout).toContain('    env = ["SCRIPT_MODE"]\n')
  expect(check.stdout).toContain('    not written: ignored by Git: made/x\n')
  expect(check.stderr).toContain('nx-crane inputs --write')
  expect(check.status).toBe(1)
  expect(repository.read('crates/a/Cargo.toml')).toBe(MANIFEST)
  const write = inputs('--write')
  expect(write.stdout).toContain('wrote crates/a/Cargo.toml\nwrote crates/b/Cargo.toml\n')
  expect(write.status).toBe(0)
  expect(repository.read('crates/a/Cargo.toml')).toBe(MANIFEST + DECLARED)
  expect(repository.read('crates/b/Cargo.toml')).toBe(
    `${FILES['crates/b/Cargo.toml']}\n[package.metadata.nx-crane]\ninclude = ["../../data/in"]\n`,
  )
  expect(inputs('--check').status).toBe(0)
})

test.each<[what: string, path: string, tasks: readonly string[]]>([
  ['data that nobody read', 'data/two.txt', []],
  ['a page that no macro read', 'pages/other.html', []],
  ['data of a test that was not read', 'testdata/other', []],
  ['new data', 'data/new.txt', []],
  ['what the build script read', 'data/one.txt', TASKS],
  ['what the macro read', 'pages/home.html', TASKS],
  ['what the test looked for', 'testdata/absent', TASKS],
  ['a file in what the test listed', 'testdata/all/deep/new', TASKS],
])('in a clone that has observed nothing: %s', (_, path, tasks) => {
  using clone = repository.checkout()
  const before = clone.keys()
  clone.write(path, 'other')
  expect(clone.moved(TASKS, before)).toEqual(tasks)
})

test('a read that a declaration lacks is found when it is built, and added', {
  timeout: 300_000,
}, async () => {
  await repository.run(['a:build', 'a:test', 'b:test'])
  expect(verdicts()).toEqual({ a: 'declared', b: 'declared', m: 'unobserved' })
  const source = FILES['crates/b/src/lib.rs'].replace('"n"', '"nput"')
  repository.write('crates/b/src/lib.rs', source)
  expect(verdicts()).toMatchObject({ b: 'declared' })
  await repository.run(['b:test'])
  expect(verdicts()).toMatchObject({ b: 'missing' })
  expect(inputs('--check', 'b').stdout).toBe(
    'crates/b/Cargo.toml: reads more than it declares\n    include = ["../../data/input"]\n    not written: a program of the machine: cc\n',
  )
  expect(inputs('--check', 'a').status).toBe(0)
  expect(JSON.parse(inputs('--json', 'crates/b/').stdout)).toEqual([
    {
      ...{ crate: 'crates/b/Cargo.toml', name: 'b', state: 'missing', since: null, unobserved: [] },
      because: ['crates/b/src/lib.rs:4 (fs)'],
      ...{ include: ['../../data/input'], env: [] },
      notWritten: [{ what: 'cc', since: 'a program of the machine' }],
    },
  ])
  inputs('--write')
  expect(repository.read('crates/b/Cargo.toml')).toContain(
    'include = ["../../data/in", "../../data/input"]\n',
  )
})

test.each([
  ['an unknown crate', ['nobody']],
  ['both', ['--write', '--check']],
  ['no such directory', ['--root', 'does/not/exist']],
])('%s is a usage error', (_, args) => {
  const { status, stderr } = inputs(...args)
  expect(status).toBe(2)
  expect(stderr).toContain('nx-crane inputs [--root DIR]')
})
