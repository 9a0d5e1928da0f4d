import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type CrateTask, cargoBatch } from '@nx-crane/build'
import { stateDirectory } from '@nx-crane/files'
import type { CrateTaskKind } from '@nx-crane/graph'
import { computeKeys } from '@nx-crane/keys/cli'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ObservedRuns, observedTask } from './observed-runs'

const FILES = {
  'Cargo.toml': '[workspace]\nresolver = "2"\nmembers = ["crates/*"]\n',
  '.gitignore': 'target\ndist\n.nx\n',
  'crates/a/Cargo.toml': `[package]
name = "a"
version = "0.1.0"
edition = "2021"

[dependencies]
m = { path = "../m" }
`,
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
  'crates/m/Cargo.toml':
    '[package]\nname = "m"\nversion = "0.1.0"\nedition = "2021"\n\n[lib]\nproc-macro = true\n',
  'crates/m/src/lib.rs': `extern crate proc_macro;
#[proc_macro]
pub fn page(_: proc_macro::TokenStream) -> proc_macro::TokenStream {
    let home = ["ho", "me"].concat();
    let path = format!("{}/pages/{home}.html", std::env::var("CARGO_MANIFEST_DIR").unwrap());
    format!("pub const PAGE: &str = {:?};", std::fs::read_to_string(path).unwrap()).parse().unwrap()
}
`,
  'data/one.txt': '1',
  'data/two.txt': '2',
  'testdata/input': 'x',
  'testdata/other': 'x',
}

let root: string
beforeAll(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'nx-crane-observed-')))
  for (const [path, text] of Object.entries(FILES)) write(path, text)
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}

const KINDS = ['build', 'test', 'lint'] as const

function keys(environment: NodeJS.ProcessEnv = process.env): Record<string, string | null> {
  const computed = computeKeys({ root, memoDir: join(root, stateDirectory(root)), environment })
  return Object.fromEntries(
    computed
      .filter(({ name, kind }) => name === 'a' && KINDS.some((each) => each === kind))
      .map((key) => [key.kind, key.error === null ? key.digest : null]),
  )
}

/** What failed, with its log. */
async function run(kinds: readonly CrateTaskKind[]): Promise<Record<string, string>> {
  const tasks = kinds.map((kind): CrateTask => {
    return {
      id: `a:${kind}`,
      root,
      kind,
      crate: 'a',
      manifest: join(root, 'crates/a/Cargo.toml'),
      workspace: join(root, 'Cargo.toml'),
      outputDir: join(root, 'crates/a/dist/cargo'),
      settings: {
        profile: null,
        features: [],
        allFeatures: false,
        noDefaultFeatures: false,
        targetTriple: null,
        args: [],
      },
      testRunner: 'cargo',
      warnings: 'allow',
      dependencies: [],
    }
  })
  const observed = new ObservedRuns(root, tasks.map(observedTask))
  const failed: Record<string, string> = {}
  for await (const { task, status, output } of cargoBatch(tasks, observed.listeners)) {
    if (status === 'success') observed.succeeded(task)
    else failed[task] = output
  }
  observed.record()
  return failed
}

/** The kinds whose keys are others than `before`. */
function moved(before: Record<string, string | null>, environment?: NodeJS.ProcessEnv): string[] {
  const now = keys(environment)
  return KINDS.filter((kind) => now[kind] !== before[kind])
}

describe('keys before and after a run that was observed', () => {
  let before: Record<string, string | null>

  test('before it, all data counts', async () => {
    before = keys()
    write('data/unrelated.txt', 'x')
    expect(moved(before)).toEqual(['build', 'test', 'lint'])
    rmSync(join(root, 'data/unrelated.txt'))
    expect(moved(before)).toEqual([])
    expect(await run(['build', 'test', 'lint'])).toEqual({})
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
    write(path, text)
    expect(moved(before)).toEqual(kinds)
    const original = (FILES as Record<string, string>)[path]
    if (original === undefined) rmSync(join(root, path))
    else write(path, original)
    expect(moved(before)).toEqual([])
  })

  test('a variable that the build script asked for, and one that it did not', () => {
    expect(moved(before, { ...process.env, SCRIPT_OTHER: '1' })).toEqual([])
    expect(moved(before, { ...process.env, SCRIPT_MODE: '1' })).toEqual(['build', 'test', 'lint'])
  })

  test('after an edit of the library its script need not run again to be known', async () => {
    write('crates/a/src/lib.rs', `${FILES['crates/a/src/lib.rs']}pub fn more() {}\n`)
    const edited = keys()
    expect(await run(['build'])).toEqual({})
    expect(keys().build).toBe(edited.build)
    write('data/two.txt', '4')
    expect(keys().build).toBe(edited.build)
    write('data/one.txt', '4')
    expect(keys().build).not.toBe(edited.build)
  })
})

test('a task that read what its key does not hold fails, says how it is declared, and is right from then on', async () => {
  write(
    'crates/a/src/lib.rs',
    FILES['crates/a/src/lib.rs'].replace('../../testdata/{name}', '../../other/src/{name}.rs'),
  )
  write('other/src/input.rs', 'x')
  const { 'a:test': log = '', ...others } = await run(['build', 'test'])
  expect(others).toEqual({})
  expect(log).toContain('test result: ok')
  expect(
    log.slice(log.indexOf('nx-crane: ')),
  ).toBe(`nx-crane: a:test read a file that its cache key does not hold. \
Its result is not kept, since nobody would notice a change:
  other/src/input.rs
declare it in crates/a/Cargo.toml, and it is part of the key from then on:
  [package.metadata.nx-crane]
  include = ["../../other/src/input.rs"]
If the sources of the crate name the file, please report this: the key should hold it.
`)
  // Nothing is learnt from a run that was not right.
  expect(Object.keys(await run(['test']))).toEqual(['a:test'])

  const declaration =
    '\n[package.metadata.nx-crane]\ninclude = ["../../other/src/input.rs", "../../data/*", "pages/*"]\n'
  write('crates/a/Cargo.toml', FILES['crates/a/Cargo.toml'] + declaration)
  expect(await run(['test'])).toEqual({})
  const before = keys()
  write('other/src/input.rs', 'y')
  expect(moved(before)).toContain('test')
})
