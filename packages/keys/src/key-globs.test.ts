import { buildCrateGraph, type OutsideReads, outsideReads, pathPattern, type Reach } from '@nx-crane/graph'
import { treeOf } from '@nx-crane/graph/test-kit/files-tree'
import { expect, test } from 'vitest'
import { KeyGlobs } from './key-globs'

const crate = (name: string, more = '') =>
  `[package]\nname = "${name}"\nversion = "0.1.0"\nedition = "2021"\n${more}`
const needs = (name: string, kind = 'dependencies') => `[${kind}]\n${name} = { path = "../${name}" }\n`
const READS_FILES = 'pub fn a(p: &str) { std::fs::read(p); }'
const DATA =
  '**/{*[!sdx],*[!rtj]s,*[!.][rtj]s,s,[rtj]s,*[!m]d,*[!.]md,d,md,*[!s]x,*[!tj]sx,*[!.][tj]sx,x,sx,[tj]sx}'

/** The globs of `crates/app` in a workspace. */
function globsOf(
  files: Readonly<Record<string, string>>,
  { globs = [], reach = 'named' as Reach }: { globs?: readonly string[]; reach?: Reach } = {},
): readonly string[] {
  const all = {
    'Cargo.toml': '[workspace]\nmembers = ["crates/*"]\n',
    'crates/app/Cargo.toml': crate('app', needs('lib')),
    'crates/app/src/lib.rs': '',
    'crates/lib/Cargo.toml': crate('lib'),
    'crates/lib/src/lib.rs': '',
    ...files,
  }
  const tree = treeOf(all)
  const graph = buildCrateGraph(
    tree,
    Object.keys(all).filter((path) => path.endsWith('Cargo.toml')),
  )
  const reads: Record<string, OutsideReads> = outsideReads(tree, graph.crates)
  const keyGlobs = new KeyGlobs({
    crate: (id) => graph.crate(id),
    outsideReads: reads,
    surroundings: () => ({ globs, reach }),
  })
  const app = graph.crate('crates/app/Cargo.toml')
  if (!app) throw new Error('there is no app')
  return keyGlobs.of(app)
}

test('settings of the workspace and of tools, one glob for each directory from the crate upwards', () => {
  expect(globsOf({})).toEqual([
    'crates/{.clippy.toml,.env,.rustfmt.toml,clippy.toml,rustfmt.toml}',
    '{.cargo/config,.cargo/config.toml,.clippy.toml,.config/nextest.toml,.env,.rustfmt.toml,Cargo.lock,Cargo.toml,clippy.toml,rust-toolchain,rust-toolchain.toml,rustfmt.toml}',
  ])
})

test('what a crate that it needs includes from elsewhere', () => {
  const globs = globsOf({
    'crates/lib/src/lib.rs': 'static A: &str = include_str!("../../../shared/a.txt");',
    'shared/a.txt': '',
  })
  expect(globs).toContain('shared/a.txt')
})

test('the root manifest of another workspace, from which a crate that it needs inherits', () => {
  const globs = globsOf({
    'Cargo.toml': '[workspace]\nmembers = ["crates/app"]\nexclude = ["other"]\n',
    'crates/app/Cargo.toml': crate('app', '[dependencies]\nlib = { path = "../../other/lib" }\n'),
    'other/Cargo.toml': '[workspace]\nmembers = ["lib"]\n',
    'other/lib/Cargo.toml': crate('lib'),
    'other/lib/src/lib.rs': '',
  })
  expect(globs).toContain('other/Cargo.toml')
})

test('what configuration names', () => {
  expect(globsOf({}, { globs: ['memory.x'] })).toContain('memory.x')
})

test.each<[string, Readonly<Record<string, string>>, string | null]>([
  ['reads nothing that no text says', {}, null],
  ['is wide', { 'crates/app/src/lib.rs': READS_FILES }, DATA],
  ['looks into directories', { 'crates/app/src/lib.rs': 'fn a(p: &str) { p.read_dir(); }' }, '**/*'],
  ['needs a library that is wide', { 'crates/lib/src/lib.rs': READS_FILES }, DATA],
  ['needs a crate with tests that are wide', { 'crates/lib/tests/a.rs': READS_FILES }, null],
  [
    'declares what it reads',
    {
      'crates/app/Cargo.toml': crate('app', `${needs('lib')}[package.metadata.nx-crane]\ninclude = []\n`),
      'crates/app/src/lib.rs': READS_FILES,
    },
    null,
  ],
  [
    'declares what it reads, and needs a crate with a wide build script',
    {
      'crates/app/Cargo.toml': crate('app', `${needs('lib')}[package.metadata.nx-crane]\ninclude = []\n`),
      'crates/lib/build.rs': `fn main() { println!("cargo:rerun-if-changed=a"); } ${READS_FILES}`,
    },
    DATA,
  ],
  [
    'uses a macro that reads files',
    {
      'crates/lib/Cargo.toml': crate('lib', '[lib]\nproc-macro = true\n'),
      'crates/lib/src/lib.rs': READS_FILES,
      'crates/app/Cargo.toml': crate('app', `${needs('lib')}[package.metadata.nx-crane]\ninclude = []\n`),
    },
    DATA,
  ],
])('a crate that %s', (_, files, wide) => {
  const globs = globsOf(files)
  expect(globs.filter((glob) => glob === DATA || glob === '**/*')).toEqual(wide === null ? [] : [wide])
})

test.each([
  ['data/a.bin', true],
  ['LICENSE', true],
  ['.hidden', true],
  ['a.mdx', true],
  ['a.cmd', true],
  ['a.rst', true],
  ['rs', true],
  ['a/cars', true],
  ['a/tsx', true],
  ['a/b.jss', true],
  ['a.rs', false],
  ['src/a.ts', false],
  ['src/a.tsx', false],
  ['a.js', false],
  ['a.jsx', false],
  ['README.md', false],
])('whether %s is data: %s', (path, isData) => expect(pathPattern(DATA)(path)).toBe(isData))

test('what a program around the compiler reads nobody knows', () => {
  expect(globsOf({}, { reach: 'all' })).toContain('**/*')
})
