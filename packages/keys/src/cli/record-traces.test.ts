import { afterEach, beforeEach, expect, test } from 'vitest'
import { KeyWorkspace } from '../../test-kit/key-workspace'
import { computeKeys } from './compute-keys'
import { type ObservedReads, recordTraces } from './record-traces'

const FILES = {
  'Cargo.toml': '[workspace]\nmembers = ["a", "b"]\nresolver = "2"\n',
  'Cargo.lock':
    'version = 4\n\n[[package]]\nname = "a"\nversion = "0.1.0"\n\n[[package]]\nname = "b"\nversion = "0.1.0"\ndependencies = [\n "a",\n]\n',
  'a/Cargo.toml': '[package]\nname = "a"\nversion = "0.1.0"\nedition = "2021"\n',
  'a/build.rs': 'fn main() { println!("cargo:rerun-if-changed={}", name()); std::fs::read(name()); }\n',
  'a/src/lib.rs': 'pub fn a() {}\n',
  'b/Cargo.toml':
    '[package]\nname = "b"\nversion = "0.1.0"\nedition = "2021"\n\n[dependencies]\na = { path = "../a" }\n',
  'b/src/lib.rs': 'pub fn b() {}\n',
  'data/read.txt': '1',
  'data/other.txt': '1',
}

const SCRIPT: ObservedReads = {
  directory: 'a',
  role: 'script',
  crateType: null,
  isTest: false,
  reruns: { paths: ['data/read.txt'], variables: [] },
  files: [{ path: 'data/read.txt', asked: 'content' }],
  variables: ['MODE'],
  areVariablesComplete: true,
  isComplete: true,
}

let workspace: KeyWorkspace
beforeEach(() => {
  workspace = new KeyWorkspace(FILES)
})
afterEach(() => workspace[Symbol.dispose]())

function record(
  observations: readonly ObservedReads[],
  startedAt = Date.now() + 1000,
  usesOthers = false,
): void {
  const { root, memoDir, environment } = workspace
  recordTraces({
    ...{ root, memoDir, environment, observations, startedAt },
    tasks: [{ crate: 'b/Cargo.toml', kind: 'build', usesOthers }],
  })
}

const EVERYTHING = ['a: build test lint doc', 'b: build test lint doc']

test('before anything is observed all data counts, for the crate and for those that use it', () => {
  const before = workspace.keys()
  workspace.write('data/other.txt', '2')
  expect(workspace.changesSince(before)).toEqual(EVERYTHING)
})

test('what was observed in a task of a dependent makes keys narrow', () => {
  const before = workspace.keys()
  record([SCRIPT])
  expect(workspace.changesSince(before)).toEqual([])
  workspace.write('data/other.txt', '2')
  expect(workspace.changesSince(before)).toEqual([])
  workspace.write('data/read.txt', '2')
  expect(workspace.changesSince(before)).toEqual(EVERYTHING)
  workspace.write('data/read.txt', '1')
  expect(workspace.changesSince(before)).toEqual([])
  workspace.environment.MODE = 'x'
  expect(workspace.changesSince(before)).toEqual(EVERYTHING)
})

test.each<[string, ObservedReads[], number?]>([
  ['is not complete', [{ ...SCRIPT, isComplete: false }]],
  ['is of another crate', [{ ...SCRIPT, directory: 'b' }]],
  ['is of nobody', [{ ...SCRIPT, directory: null }]],
  ['is of the compiler', [{ ...SCRIPT, role: 'rustc', crateType: 'lib' }]],
  ['is of what changed meanwhile', [SCRIPT], 1],
])('an observation that %s leaves keys wide', (_, observations, startedAt) => {
  const before = workspace.keys()
  record(observations, startedAt)
  workspace.write('data/other.txt', '2')
  expect(workspace.changesSince(before)).toEqual(EVERYTHING)
})

test('all variables count for a program that takes in the whole environment', () => {
  record([{ ...SCRIPT, areVariablesComplete: false }])
  const before = workspace.keys()
  workspace.write('data/other.txt', '2')
  expect(workspace.changesSince(before)).toEqual([])
  workspace.environment.ANY = 'x'
  expect(workspace.changesSince(before)).toEqual(EVERYTHING)
})

test('a script that told Cargo nothing is run again for every file of its package', () => {
  record([{ ...SCRIPT, reruns: { paths: null, variables: [] } }])
  const before = workspace.keys()
  workspace.write('a/notes.md', 'x')
  expect(workspace.changesSince(before)).toEqual(EVERYTHING)
})

test('what Cargo found fresh keeps its trace; a script that is another is wide again', () => {
  record([SCRIPT])
  workspace.append('a/src/lib.rs', '// more\n')
  const edited = workspace.keys()
  workspace.write('data/other.txt', '2')
  expect(workspace.changesSince(edited)).toEqual([])
  workspace.append('a/build.rs', '// more\n')
  const other = workspace.keys()
  workspace.write('data/other.txt', '3')
  expect(workspace.changesSince(other)).toEqual(EVERYTHING)
})

test('what Cargo found fresh under other settings keeps its trace', () => {
  record([SCRIPT])
  workspace.write('.cargo/config.toml', '[profile.dev]\nincremental = false\n')
  const wide = workspace.keys()
  workspace.write('data/other.txt', '2')
  expect(workspace.changesSince(wide)).toEqual(EVERYTHING)
  record([])
  const narrow = workspace.keys()
  workspace.write('data/other.txt', '3')
  expect(workspace.changesSince(narrow)).toEqual([])
  workspace.write('data/read.txt', '2')
  expect(workspace.changesSince(narrow)).toEqual(EVERYTHING)
})

test('a program without a library is narrow once its own compilation was observed', () => {
  workspace.write('a/Cargo.toml', `${FILES['a/Cargo.toml']}\n[lib]\nproc-macro = true\n`)
  workspace.write('a/src/lib.rs', '#[proc_macro]\npub fn a(t: T) -> T { std::fs::read(name(t)) }\n')
  workspace.remove('b/src/lib.rs')
  workspace.write('b/src/main.rs', 'fn main() { a::a!() }\n')
  const before = workspace.keys()
  record([SCRIPT, { ...SCRIPT, directory: 'b', role: 'rustc', crateType: 'bin', reruns: null }])
  workspace.write('data/other.txt', '2')
  expect(workspace.changesSince(before)).toEqual(['a: test', 'b: test lint doc'])
})

test('what clippy looks at besides is nothing to what a build was seen to read', () => {
  record([SCRIPT])
  const { root, memoDir, environment } = workspace
  recordTraces({
    ...{ root, memoDir, environment, startedAt: Date.now() + 1000 },
    observations: [{ ...SCRIPT, files: [{ path: 'data/other.txt', asked: 'content' }] }],
    tasks: [{ crate: 'b/Cargo.toml', kind: 'lint' }],
  })
  const before = workspace.keys()
  workspace.write('data/other.txt', '2')
  expect(workspace.changesSince(before)).toEqual([])
})

test('damaged traces are none', () => {
  const before = workspace.keys()
  record([SCRIPT])
  workspace.append(`${'node_modules/.cache/nx-crane'}/traces-1.json`, ' ')
  workspace.write('data/other.txt', '2')
  expect(workspace.changesSince(before)).toEqual(EVERYTHING)
})

const CONFIG = '.cargo/config.toml'

test('a variable that the configuration sets is another answer where it was asked for, and nothing else', () => {
  record([SCRIPT])
  const before = workspace.keys()
  workspace.write('data/other.txt', '2')
  workspace.write(CONFIG, '[env]\nOTHER = "1"\n')
  expect(workspace.changesSince(before)).toEqual([])
  workspace.write(CONFIG, '[env]\nMODE = "1"\n')
  expect(workspace.changesSince(before)).toEqual(EVERYTHING)
  const configured = workspace.keys()
  workspace.write(CONFIG, '[env]\nMODE = { value = "2", force = true }\n')
  expect(workspace.changesSince(configured)).toEqual(EVERYTHING)
})

test('before anything is observed, all variables that the configuration sets count', () => {
  const before = workspace.keys()
  workspace.write(CONFIG, '[env]\nOTHER = "1"\n')
  expect(workspace.changesSince(before)).toEqual(EVERYTHING)
})

/** As results are found again that were made without any option: by what the crate contributes, without profiles. */
function contributions(): (string | null)[] {
  const { root, memoDir, environment } = workspace
  return computeKeys({ root, memoDir, environment }).map((key) => (key.error ? null : key.own))
}

test('a profile that nobody has used has no say in what is read, and one that somebody has used does', () => {
  record([SCRIPT])
  workspace.write('data/other.txt', '2')
  const before = contributions()
  const release = '[profile.release]\nopt-level = 1\n'
  workspace.write(CONFIG, release)
  expect(contributions()).toEqual(before)
  workspace.write(CONFIG, '[profile.dev]\nopt-level = 1\n')
  expect(contributions()).not.toEqual(before)
  workspace.remove(CONFIG)
  const more = { path: 'data/more.txt', asked: 'content' } as const
  record([{ ...SCRIPT, files: [more] }], Date.now() + 1000, true)
  const both = contributions()
  workspace.write('data/other.txt', '3')
  expect(contributions()).toEqual(both)
  // What it read without the option counts as well.
  workspace.write('data/read.txt', '2')
  expect(contributions()).not.toEqual(both)
  workspace.write('data/read.txt', '1')
  expect(contributions()).toEqual(both)
  workspace.write(CONFIG, release)
  expect(contributions()).not.toEqual(both)
})
