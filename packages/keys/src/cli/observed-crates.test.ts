import { CACHED_KINDS } from '@nx-crane/graph'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { KeyWorkspace } from '../../test-kit/key-workspace'
import type { TraceQuestion } from '../trace'
import { type ObservedCrate, observedCrates } from './observed-crates'
import { recordTraces } from './record-traces'

const SCRIPT = 'fn main() { println!("cargo:rerun-if-changed={}", name()); std::fs::read(name()); }\n'
const FILES = {
  '.gitignore': 'made\n*.tmp\n',
  'Cargo.toml': '[workspace]\nmembers = ["crates/a"]\nresolver = "2"\n',
  'Cargo.lock': 'version = 4\n\n[[package]]\nname = "a"\nversion = "0.1.0"\n',
  'crates/a/Cargo.toml': '[package]\nname = "a"\nversion = "0.1.0"\nedition = "2021"\n',
  'crates/a/build.rs': SCRIPT,
  'crates/a/src/lib.rs': '',
  'crates/a/own/x': '1',
  'crates/a/made/x': '1',
  'crates/a/inner/Cargo.toml': '[package]\nname = "inner"\nversion = "0.1.0"\n[workspace]\n',
  'crates/a/inner/x': '1',
  'data/read': '1',
  'data/deep/one': '1',
  'data/deep/two': '1',
  'data/deep/three': '1',
  'data/deep/left.tmp': '1',
  'all/1': '1',
  'all/2': '1',
  'all/3': '1',
  'all/below/4': '1',
  'odd/[x]': '1',
  'odd/a\nb': '1',
  'odd/q"\'': '1',
  'made/x': '1',
  'odd/target/1': '1',
}

let workspace: KeyWorkspace
beforeEach(() => {
  workspace = new KeyWorkspace(FILES)
})
afterEach(() => workspace[Symbol.dispose]())

type Read = readonly [path: string, asked: TraceQuestion]

/** What is said of the crate after its build script has done this. */
function observed(
  files: readonly Read[],
  { variables = [] as string[], areVariablesComplete = true } = {},
): ObservedCrate | undefined {
  const { root, memoDir, environment } = workspace
  const place = { root, memoDir, environment }
  recordTraces({
    ...{ ...place, startedAt: Date.now() + 1000 },
    tasks: [{ crate: 'crates/a/Cargo.toml', kind: 'build' }],
    observations: [
      {
        ...{ directory: 'crates/a', role: 'script', crateType: null, isTest: false, isComplete: true },
        reruns: { paths: [], variables: [] },
        files: files.map(([path, asked]) => ({ path, asked })),
        ...{ variables, areVariablesComplete },
      },
    ],
  })
  return observedCrates({ ...place, kinds: CACHED_KINDS })[0]
}

test('what was not observed is said by the task that would show it', () => {
  const { root, memoDir, environment } = workspace
  expect(observedCrates({ root, memoDir, environment, kinds: CACHED_KINDS })).toMatchObject([
    {
      name: 'a',
      isDeclared: false,
      unobserved: ['build'],
      because: [expect.stringContaining('build.rs'), expect.stringContaining('rerun-if-changed')],
    },
  ])
})

test.each<[what: string, reads: readonly Read[], include: string[]]>([
  [
    'nothing beyond the package',
    [
      ['crates/a/own/x', 'content'],
      ['crates/a/own', 'entries'],
    ],
    [],
  ],
  ['what was not there in the package', [['crates/a/none/x', 'kind']], []],
  [
    'a package in it',
    [
      ['crates/a/inner/x', 'content'],
      ['crates/a/inner/y', 'kind'],
    ],
    ['inner/x', 'inner/y'],
  ],
  [
    'a file, also one that was only looked at',
    [
      ['data/read', 'content'],
      ['Cargo.toml', 'kind'],
    ],
    ['../../Cargo.toml', '../../data/read'],
  ],
  ['a file that was not there', [['data/none', 'content']], ['../../data/none']],
  [
    'two of a directory',
    [
      ['all/1', 'content'],
      ['all/2', 'content'],
    ],
    ['../../all/1', '../../all/2'],
  ],
  [
    'all of a directory',
    [
      ['all/1', 'content'],
      ['all/2', 'content'],
      ['all/3', 'content'],
    ],
    ['../../all/*'],
  ],
  [
    'all below a directory',
    [
      ['all/1', 'content'],
      ['all/2', 'content'],
      ['all/3', 'content'],
      ['all/below/4', 'content'],
    ],
    ['../../all/**'],
  ],
  [
    'all of a directory that Git knows',
    [
      ['data/deep/one', 'content'],
      ['data/deep/two', 'content'],
      ['data/deep/three', 'content'],
    ],
    ['../../data/deep/**'],
  ],
  [
    'a directory that was listed, and a file in it',
    [
      ['data', 'entries'],
      ['data/read', 'content'],
    ],
    ['../../data/**'],
  ],
  ['a directory that Cargo looks into', [['data/deep', 'tree']], ['../../data/deep/**']],
  [
    'a directory that was looked at',
    [
      ['data', 'kind'],
      ['', 'kind'],
      ['.git', 'kind'],
    ],
    [],
  ],
  ['a name with quotes', [['odd/q"\'', 'content']], ['../../odd/q"\'']],
])('%s', (_, reads, include) => {
  const found = observed(reads)
  expect(found?.reads).toEqual({ include, env: [], notWritten: [], refusal: null })
  expect(found?.unobserved).toEqual([])
})

test('what is outside, ignored or a program is not written; what was not there of these nobody needs to know', () => {
  const outside = `${workspace.tools}/rustc`
  const found = observed([
    ['data/read', 'content'],
    ['made/x', 'content'],
    ['made/none', 'kind'],
    ['crates/a/made', 'entries'],
    [outside, 'content'],
    ['/no/such/file', 'kind'],
    ['cat', 'program'],
  ])
  expect(found?.reads).toEqual({
    include: ['../../data/read'],
    env: [],
    notWritten: [
      { what: outside, since: 'outside the repository' },
      { what: 'cat', since: 'a program of the machine' },
      { what: 'crates/a/made', since: 'ignored by Git' },
      { what: 'made/x', since: 'ignored by Git' },
    ],
    refusal: null,
  })
})

test.each<[what: string, reads: readonly Read[], refusal: string]>([
  ['a set in brackets', [['odd/[x]', 'content']], 'it reads "odd/[x]", which no glob names'],
  ['two lines', [['odd/a\nb', 'content']], 'it reads "odd/a\\nb", which no glob names'],
  ['a directory of such a name', [['odd/*', 'content']], 'it reads "odd/*", which no glob names'],
  ['what lies around the crate', [['crates', 'entries']], 'it looks into crates, in which it lies itself'],
  [
    'the whole repository',
    [['', 'entries']],
    'it looks into the root of the repository, in which it lies itself',
  ],
  ['the state of the repository', [['.git/HEAD', 'content']], 'it asks Git for the state of the repository'],
])('%s cannot be declared', (_, reads, refusal) => {
  expect(observed([['data/read', 'content'], ...reads])?.reads.refusal).toBe(refusal)
})

test('variables are declared, but not all at once, and none of an impossible name', () => {
  expect(observed([], { variables: ['B', 'A'] })?.reads).toMatchObject({ env: ['A', 'B'], refusal: null })
  expect(observed([], { variables: ['A B'] })?.reads.refusal).toBe('it asks for a variable of the name "A B"')
  expect(observed([], { areVariablesComplete: false })?.reads.refusal).toBe(
    'a program in it takes in the whole environment',
  )
})

test.each<[declared: string, include: string[], env: string[]]>([
  ['include = []', ['../../all/1', '../../data/**'], ['MODE']],
  ['include = ["../../data", "../../all/*"]\nenv = ["MODE"]', [], []],
  ['include = ["../../data/**/*", "../../all/1"]\nenv = ["OTHER"]', [], ['MODE']],
  ['include = ["../../data/*", "../../all/{1,2}"]', ['../../data/**'], ['MODE']],
  ['env = ["MODE"]', ['../../all/1', '../../data/**'], []],
  ['include = ["../../data/**", "../../all"]', [], ['MODE']],
])('what a manifest declares is not missing: %s', (declared, include, env) => {
  workspace.append('crates/a/Cargo.toml', `[package.metadata.nx-crane]\n${declared}\n`)
  const reads = [
    ['data', 'entries'],
    ['data/read', 'content'],
    ['all/1', 'content'],
  ] as const
  const found = observed(reads, { variables: ['MODE'], areVariablesComplete: false })
  expect(found).toMatchObject({ isDeclared: true, unobserved: [], reads: { include, env, refusal: null } })
})

test('a directory of a name that globs leave out is covered where it is named', () => {
  const reads = [['odd/target', 'entries']] as const
  expect(observed(reads)?.reads.include).toEqual(['../../odd/target/**'])
  workspace.append('crates/a/Cargo.toml', '[package.metadata.nx-crane]\ninclude = ["../../odd/**"]\n')
  expect(observed(reads)?.reads.include).toEqual(['../../odd/target/**'])
  workspace.replace('crates/a/Cargo.toml', '../../odd/**', '../../odd/target/**')
  expect(observed(reads)?.reads.include).toEqual([])
})
