import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Keys, ObservedRepository, USES_PAGE_MACRO } from '../../test-kit/observed-repository'

const FILES = {
  ...USES_PAGE_MACRO,
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
    let name = ["in", "put"].concat();
    assert!(std::fs::read_to_string(format!("../../testdata/{name}")).unwrap().len() > 0);
}
`,
  'crates/a/pages/home.html': '<p>',
  'crates/a/pages/other.html': '<p>',
  'data/one.txt': '1',
  'data/two.txt': '2',
  'testdata/input': 'x',
  'testdata/other': 'x',
}

const TASKS = ['a:build', 'a:test', 'a:lint']

let repository: ObservedRepository
beforeAll(() => {
  repository = new ObservedRepository(FILES)
})
afterAll(() => repository[Symbol.dispose]())

/** The kinds whose keys are others than `before`. */
function moved(before: Keys, environment?: NodeJS.ProcessEnv): string[] {
  return repository.moved(TASKS, before, environment).map((task) => task.replace('a:', ''))
}

describe('keys before and after a run that was observed', () => {
  let before: Keys

  test('before it, all data counts', async () => {
    before = repository.keys()
    repository.write('data/unrelated.txt', 'x')
    expect(moved(before)).toEqual(['build', 'test', 'lint'])
    repository.remove('data/unrelated.txt')
    expect(moved(before)).toEqual([])
    await repository.run(TASKS)
  })

  test('results of that run are found again', () => expect(moved(before)).toEqual([]))

  test.each<[what: string, path: string, text: string, kinds: string[]]>([
    ['a file that was not there', 'data/unrelated.txt', 'x', []],
    ['data that nobody read', 'data/two.txt', '3', []],
    ['a page that no macro read', 'crates/a/pages/other.html', '<b>', []],
    ['a file of the package that nobody read', 'crates/a/notes.bin', '<b>', []],
    ['data of a test that was not read', 'testdata/other', 'y', []],
    ['what the build script read', 'data/one.txt', '9', ['build', 'test', 'lint']],
    ['what the macro read', 'crates/a/pages/home.html', '<b>', ['build', 'test', 'lint']],
    ['what the test read', 'testdata/input', 'y', ['test']],
  ])('%s', (_, path, text, kinds) => {
    repository.write(path, text)
    expect(moved(before)).toEqual(kinds)
    const original = (FILES as Record<string, string>)[path]
    if (original === undefined) repository.remove(path)
    else repository.write(path, original)
    expect(moved(before)).toEqual([])
  })

  test('a variable that the build script asked for, and one that it did not', () => {
    expect(moved(before, { ...process.env, SCRIPT_OTHER: '1' })).toEqual([])
    expect(moved(before, { ...process.env, SCRIPT_MODE: '1' })).toEqual(['build', 'test', 'lint'])
  })

  test('after an edit of the library its script need not run again to be known', async () => {
    repository.write('crates/a/src/lib.rs', `${FILES['crates/a/src/lib.rs']}pub fn more() {}\n`)
    const edited = repository.keys()
    await repository.run(['a:build'])
    expect(repository.keys()['a:build']).toBe(edited['a:build'])
    repository.write('data/two.txt', '4')
    expect(repository.keys()['a:build']).toBe(edited['a:build'])
    repository.write('data/one.txt', '4')
    expect(repository.keys()['a:build']).not.toBe(edited['a:build'])
  })
})

test('what was seen of tasks that had ended before a run was killed counts', async () => {
  using killed = new ObservedRepository(FILES)
  const before = killed.keys()
  await killed.runKilled(['a:build'])
  killed.write('data/two.txt', '3')
  expect(killed.moved(['a:build'], before)).toEqual([])
  killed.write('data/one.txt', '9')
  expect(killed.moved(['a:build'], before)).toEqual(['a:build'])
})

test('a task that read what its key does not hold fails, says how it is declared, and is right from then on', async () => {
  const source = FILES['crates/a/src/lib.rs'].replace('../../testdata/{name}', '../../other/src/{name}.rs')
  repository.write('crates/a/src/lib.rs', source)
  repository.write('other/src/input.rs', 'x')
  const { 'a:test': log = '', ...others } = await repository.failures(['a:build', 'a:test'])
  expect(others).toEqual({})
  expect(log).toContain('test result: ok')
  expect(
    log.slice(log.indexOf('nx-crane: ')),
  ).toBe(`nx-crane: a:test read a file that its cache key does not hold. \
Its result is not kept, since nobody would notice a change:
  other/src/input.rs
\`nx-crane inputs --write\` declares all that the crate reads, or add to crates/a/Cargo.toml:
  [package.metadata.nx-crane]
  include = ["../../other/src/input.rs"]
If the sources of the crate name the file as it is, please report this: the key should hold it.
`)
  // Nothing is learnt from a run that was not right.
  expect(Object.keys(await repository.failures(['a:test']))).toEqual(['a:test'])
  // But what is to be declared, with all that the key held while it was wide.
  expect(repository.lacks('a')).toEqual(['../../data/one.txt', '../../other/src/input.rs'])

  const include = 'include = ["../../other/src/input.rs", "../../data/*", "pages/*"]'
  const declaration = `\n[package.metadata.nx-crane]\n${include}\n`
  repository.write('crates/a/Cargo.toml', FILES['crates/a/Cargo.toml'] + declaration)
  await repository.run(['a:test'])
  const before = repository.keys()
  repository.write('other/src/input.rs', 'y')
  expect(moved(before)).toContain('test')

  // What a declaration lacks is known from the run that failed.
  repository.write('crates/a/src/lib.rs', source.replace('{name}.rs', '{name}.ts'))
  repository.write('other/src/input.ts', 'x')
  expect(Object.keys(await repository.failures(['a:test']))).toEqual(['a:test'])
  expect(repository.lacks('a')).toEqual(['../../other/src/input.ts'])
})
