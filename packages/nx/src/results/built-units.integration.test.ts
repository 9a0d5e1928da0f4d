import { execFileSync } from 'node:child_process'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ObservedRepository, USES_PAGE_MACRO } from '../../test-kit/observed-repository'

const FILES = {
  ...USES_PAGE_MACRO,
  // Cargo is not told of the file, nor of the variable.
  'crates/a/build.rs': `use std::{env, fs};
fn main() {
    let name = format!("{}.txt", ["one", "two"][0]);
    let variable = ["SCRIPT", "MODE"].join("_");
    let text = fs::read_to_string(format!("../../data/{name}")).unwrap();
    println!("cargo:rustc-env=TEXT={text}:{}", env::var(variable).unwrap_or_default());
    println!("cargo:rerun-if-changed=build.rs");
}
`,
  'crates/a/src/lib.rs': `m::page!();
#[test]
fn is_new() {
    let mode = std::env::var("SCRIPT_MODE").unwrap_or_default();
    let text = std::fs::read_to_string("../../data/one.txt").unwrap();
    assert_eq!(env!("TEXT"), format!("{text}:{mode}"));
    assert_eq!(PAGE, std::fs::read_to_string("pages/home.html").unwrap());
}
`,
  'crates/a/pages/home.html': 'one',
  'data/one.txt': 'one',
}

let repository: ObservedRepository
beforeAll(() => {
  repository = new ObservedRepository(FILES)
})
afterAll(() => {
  delete process.env.SCRIPT_MODE
  repository[Symbol.dispose]()
})

const EDITS: readonly (readonly [string, () => void])[] = [
  ['nothing, at first', () => {}],
  ['what the build script reads', () => repository.write('data/one.txt', 'two')],
  ['what the macro reads', () => repository.write('crates/a/pages/home.html', 'two')],
  ['a variable', () => Object.assign(process.env, { SCRIPT_MODE: 'x' })],
  [
    'what plain cargo has built in between',
    () => {
      repository.write('data/one.txt', 'three')
      repository.write('crates/a/build.rs', `${FILES['crates/a/build.rs']}// more\n`)
      execFileSync('cargo', ['build', '-q', '--tests'], { cwd: repository.root })
      repository.write('crates/a/build.rs', FILES['crates/a/build.rs'])
      repository.write('data/one.txt', 'two')
    },
  ],
]

test.each(EDITS)('the test sees the new state after an edit of %s', async (_, edit) => {
  edit()
  await repository.run(['a:test'])
})

test('plain cargo takes what it made for fresh', () => {
  repository.write('data/one.txt', 'four')
  expect(() => execFileSync('cargo', ['test', '-q'], { cwd: repository.root, stdio: 'pipe' })).toThrow()
})
