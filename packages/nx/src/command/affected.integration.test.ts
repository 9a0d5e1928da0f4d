import { existsSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type Edit, GitHistory, gitIn } from '../../test-kit/git-history'
import { runNxCrane } from '../../test-kit/nx-crane-command'
import { manifest } from '../../test-kit/sample-repository'
import { repositoryKeys } from '../keys/repository-keys'
import { findAffected } from '../revision/affected'

// So that what one state is remembered by is there when another is looked at.
vi.mock('../build-id', () => ({ BUILD_ID: 'test' }))

const lock = (...packages: readonly (readonly [name: string, version: string])[]) =>
  `version = 4\n${packages.map(([name, version]) => `\n[[package]]\nname = "${name}"\nversion = "${version}"\n${/^(?:a|b|c|chart|renamed)$/.test(name) ? '' : `source = "registry+https://github.com/rust-lang/crates.io-index"\nchecksum = "${version.replaceAll('.', '').padEnd(64, '0')}"\n`}`).join('')}`
const withDependencies = (text: string, name: string, dependencies: readonly string[]) =>
  text.replace(
    new RegExp(`(name = "${name}"\nversion = .*\n)`),
    `$1dependencies = ${JSON.stringify(dependencies)}\n`,
  )
const LOCK = withDependencies(lock(['a', '0.1.0'], ['b', '0.1.0'], ['c', '0.1.0'], ['chart', '0.1.0']), 'b', [
  'a',
])

const START: Record<string, Edit> = {
  'Cargo.toml': '[workspace]\nmembers = ["crates/*"]\nresolver = "2"\n',
  'Cargo.lock': LOCK,
  'crates/a/Cargo.toml': manifest('a'),
  'crates/a/src/lib.rs': 'pub const TEXT: &str = include_str!("../../../data/a.txt");\n',
  'crates/b/Cargo.toml': `${manifest('b')}[dependencies]\na = { path = "../a" }\n`,
  'crates/b/src/lib.rs': '',
  'crates/b/tests/wide.rs':
    '#[test] fn reads() { std::fs::read_dir(std::env::args().next().unwrap()).unwrap(); }\n',
  'crates/c/Cargo.toml': manifest('c'),
  'crates/c/src/lib.rs': '',
  'crates/chart/Cargo.toml': `${manifest('chart')}[lib]\ncrate-type = ["cdylib"]\n`,
  'crates/chart/src/lib.rs': '',
  'crates/chart/package.json': '{"name": "@acme/chart", "version": "1.0.0", "main": "pkg/chart.js"}',
  'data/a.txt': 'one',
  'package.json': '{"name": "acme", "private": true, "workspaces": ["crates/*", "packages/*"]}',
  'packages/web/package.json':
    '{"name": "web", "version": "1.0.0", "scripts": {"build": "vite build"}, "dependencies": {"@acme/chart": "*"}}',
  'packages/web/src/index.ts': 'import "@acme/chart"\n',
  'packages/plain/package.json': '{"name": "plain", "version": "1.0.0", "scripts": {"build": "tsc"}}',
  'nx.json': '{"plugins": ["nx-crane"]}',
}

const EDITS: readonly Record<string, Edit>[] = [
  { 'crates/a/src/lib.rs': 'pub const TEXT: &str = include_str!("../../../data/a.txt");\npub fn f() {}\n' },
  { 'data/a.txt': 'two', 'packages/plain/x.ts': '' },
  { 'crates/chart/src/lib.rs': 'pub fn f() {}\n' },
  { 'Cargo.toml': '[workspace]\nmembers = ["crates/*"]\nresolver = "2"\n[profile.dev]\nopt-level = 1\n' },
  { 'rust-toolchain.toml': '[toolchain]\nchannel = "stable"\n' },
  { '.cargo/config.toml': '[build]\nrustflags = ["--cfg", "fast"]\n', 'rust-toolchain.toml': null },
  { 'crates/c/Cargo.toml': 'no manifest' },
  {
    'crates/c': null,
    'crates/d/Cargo.toml': manifest('renamed'),
    'crates/d/src/lib.rs': '',
    'Cargo.lock': LOCK.replace('name = "c"', 'name = "renamed"'),
  },
  { 'nx.json': '{"plugins": [{"plugin": "nx-crane", "options": {"targets": {"build": "compile"}}}]}' },
  {
    'crates/b/data': { link: '../../data' },
    'crates/b/src/lib.rs': 'const T: &str = include_str!("../data/a.txt");',
  },
]

const history = new GitHistory()
const checkouts: string[] = []
let commits: readonly string[]
beforeAll(() => {
  commits = [START, ...EDITS].map((edits) => history.commit(edits))
  // State is kept from here on, as in a repository where packages are installed.
  history.write({ 'node_modules/p/package.json': '{}', 'crates/a/target/left': 'by a build' })
})
afterAll(() => {
  history[Symbol.dispose]()
  for (const place of checkouts) rmSync(place, { recursive: true, force: true })
})

test('between all commits of a history, and the working tree, the tasks are those whose keys differ in clones', async () => {
  const keys: Keys[] = []
  for (const commit of commits) keys.push(await keysIn(checkedOut(commit)))
  for (const [index, head] of commits.entries()) {
    if (index === 0) continue
    const base = commits[index - 1] ?? ''
    const expected = differing(keys[index - 1] ?? {}, keys[index] ?? {})
    expect(await affected(base, head), `${index}`).toEqual(expected)
  }
  const last = keys.at(-1) ?? {}
  for (const [index, base] of [...commits.entries()].filter(([each]) => each % 4 === 0))
    expect(await affected(base), `working tree, ${index}`).toEqual(differing(keys[index] ?? {}, last))
  expect(await keysIn(history.root)).toEqual(last)
}, 240_000)

test('a package that uses a changed crate is reached, and one that uses none is not', () => {
  expect(tasksOf(['--base', 'HEAD~8', '--head', 'HEAD~7', '-t', 'build'])).toEqual([
    '@acme/chart:build',
    'web:build',
  ])
  expect(tasksOf(['--base', 'HEAD~9', '--head', 'HEAD~8', '-t', 'build'])).toEqual(['a:build', 'b:build'])
})

test('a broken manifest is said, and costs no other crate its key', () => {
  const { stdout, stderr, status } = nxCrane([
    '--base',
    'HEAD~4',
    '--head',
    'HEAD~3',
    '-t',
    'build',
    '--projects',
  ])
  expect({ stdout, status }).toEqual({ stdout: 'c\n', status: 0 })
  expect(stderr).toContain('crates/c/Cargo.toml')
  const after = nxCrane(['--base', 'HEAD~3', '--head', 'HEAD~2', '-t', 'build', '--projects'])
  expect({ stdout: after.stdout, status: after.status }).toEqual({ stdout: 'renamed\n', status: 0 })
  expect(after.stderr).toContain('in the base')
})

test('where nothing is affected, the names for Nx match no project', () => {
  expect(nxCrane(['--base', 'HEAD', '--projects']).stdout).toBe('!*\n')
  expect(nxCrane(['--base', 'HEAD']).stdout).toBe('')
})

test('what is not committed counts without a head, and the head of NX_HEAD is as in Nx', () => {
  history.write({ 'crates/a/src/new.rs': '', 'crates/a/src/lib.rs': 'mod new;\n' })
  expect(tasksOf(['--base', 'HEAD', '-t', 'compile'])).toEqual(['a:compile', 'b:compile'])
  expect(nxCrane([], { NX_BASE: 'HEAD', NX_HEAD: 'HEAD' }).stdout).toBe('')
})

test('programs of the repository that are first on PATH are not run', () => {
  const ran = join(history.root, 'node_modules/ran')
  const program = { program: `#!/bin/sh\ntouch ${ran}\n` }
  const bin = join(history.root, 'node_modules/.bin')
  for (const name of ['git', 'rustc', 'cargo', 'wasm-opt', 'sh'])
    history.write({ [`node_modules/.bin/${name}`]: program })
  const { status, stdout } = nxCrane(['--base', 'HEAD~1'], { PATH: `${bin}:${process.env.PATH}` })
  expect({ status, isAnswered: stdout !== '' }).toEqual({ status: 0, isAnswered: true })
  expect(existsSync(ran)).toBe(false)
})

test('a clone without the base says how to get it', () => {
  const place = realpathSync(mkdtempSync(join(tmpdir(), 'nx-crane-shallow-')))
  checkouts.push(place)
  gitIn(place, ['clone', '-q', '--depth=1', `file://${history.root}`, '.'])
  const { status, stdout, stderr } = runNxCrane(['affected', '--base', 'HEAD~1'], { cwd: place })
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
  expect(stderr).toMatch(/there is no commit "HEAD~1".*\n.*fetch-depth: 0/)
})

type Keys = Readonly<Record<string, string>>

function checkedOut(commit: string): string {
  const place = history.checkout(commit)
  checkouts.push(place)
  return place
}

async function keysIn(root: string): Promise<Keys> {
  const { keys } = await repositoryKeys({ root })
  return Object.fromEntries(
    keys.flatMap(({ project, target, key }) => (key === null ? [] : [[`${project}:${target}`, key]])),
  )
}

/** Of the tasks of a head that have another key in the base, or one has none, both keys. */
function differing(base: Keys, head: Keys): Record<string, [string | null, string]> {
  const found = Object.entries(head).filter(([task, key]) => base[task] !== key)
  return Object.fromEntries(found.map(([task, key]) => [task, [base[task] ?? null, key]]))
}

/** As `nx-crane affected` finds them; those without a key in the head are none of `key`'s either. */
async function affected(base: string, head?: string): Promise<Record<string, [string | null, string]>> {
  const { tasks } = await findAffected({ root: history.root, base, head })
  return Object.fromEntries(
    tasks.flatMap((task) =>
      task.head === null ? [] : [[`${task.project}:${task.target}`, [task.base, task.head]]],
    ),
  )
}

function tasksOf(args: readonly string[]): string[] {
  const { tasks } = JSON.parse(nxCrane([...args, '--json']).stdout) as {
    tasks: { project: string; target: string }[]
  }
  return tasks.map(({ project, target }) => `${project}:${target}`)
}

function nxCrane(args: readonly string[], env: Record<string, string> = {}) {
  return runNxCrane(['affected', ...args], { cwd: history.root, env: { ...process.env, ...env } })
}
