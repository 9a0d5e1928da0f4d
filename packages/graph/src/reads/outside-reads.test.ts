import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { treeOf } from '../../test-kit/files-tree'
import { buildCrateGraph } from '../build-crate-graph'
import { readSourceTree } from '../read-source-tree'
import { NO_OUTSIDE_READS, outsideReads } from './outside-reads'

const MANIFEST = '[package]\nname = "app"\nversion = "0.1.0"\nedition = "2021"\n'
const lib = (text: string, more: Readonly<Record<string, string>> = {}) => ({
  'crates/app/Cargo.toml': MANIFEST,
  'crates/app/src/lib.rs': text,
  ...more,
})

function readsOf(files: Readonly<Record<string, string>>, id = 'crates/app/Cargo.toml') {
  const tree = treeOf(files)
  const manifests = Object.keys(files).filter((path) => path.endsWith('Cargo.toml'))
  return outsideReads(tree, buildCrateGraph(tree, manifests).crates)[id] ?? NO_OUTSIDE_READS
}

test.each<[string, Record<string, string>, string[]]>([
  ['nothing', lib('pub fn a() {}'), []],
  ['its own files', lib('static A: &str = include_str!("a.txt");', { 'crates/app/src/a.txt': '' }), []],
  [
    'a file',
    lib('static A: &str = include_str!("../../../shared/a.txt");', { 'shared/a.txt': '' }),
    ['shared/a.txt'],
  ],
  [
    'a file that is not there',
    lib('static A: &str = include_str!("../../../shared/a.txt");'),
    ['shared/a.txt', 'shared/a.txt/**/*'],
  ],
  ['a file outside of the repository', lib('static A: &str = include_str!("../../../../a.txt");'), []],
  [
    'a file whose name means something in a glob',
    lib('static A: &str = include_str!("../../../web/[id].txt");', { 'web/[id].txt': '' }),
    ['web/?id?.txt'],
  ],
  [
    'a folder that is embedded',
    lib('#[derive(Embed)]\n#[folder = "../../web/dist"]\nstruct A;', { 'web/dist/a.html': '' }),
    // From the source's directory too, where nothing is.
    ['crates/web/dist', 'crates/web/dist/**/*', 'web/dist/**/*'],
  ],
  [
    'a module elsewhere, and what it includes',
    lib('#[path = "../../../shared/clock.rs"]\nmod clock;', {
      'shared/clock.rs': 'static A: &str = include_str!("../data/a.txt");',
      'data/a.txt': '',
    }),
    ['data/a.txt', 'shared/**/*', 'shared/clock.rs'],
  ],
  [
    'what a build script tells Cargo',
    lib('', {
      'crates/app/build.rs': 'fn main() { println!("cargo:rerun-if-changed=../../proto/a.proto"); }',
      'proto/a.proto': '',
    }),
    ['crates/proto/a.proto', 'crates/proto/a.proto/**/*', 'proto/a.proto'],
  ],
  [
    'what the manifest declares',
    lib('', {
      'crates/app/Cargo.toml': `${MANIFEST}[package.metadata.nx-crane]\ninclude = ["data/*", "../../shared/**/*.json"]\n`,
    }),
    ['shared/**/*.json'],
  ],
  [
    'an npm package in its directory, whose files Nx counts to that',
    lib('', { 'crates/app/js/package.json': '{}', 'crates/app/js/index.js': '' }),
    ['crates/app/js/**/*'],
  ],
  [
    'the page of a Tauri program',
    lib('', {
      'crates/app/tauri.conf.json': '{"build":{"frontendDist":"../../web"}}',
      'web/index.html': '',
    }),
    ['web/**/*'],
  ],
])('names %s', (_, files, globs) => expect(readsOf(files).globs).toEqual(globs))

test.each<[string, Record<string, string>, object]>([
  ['a library that opens files', lib('fn a(p: &str) { std::fs::read(p); }'), { run: 'data' }],
  ['a library that looks into directories', lib('fn a(p: &str) { std::fs::read_dir(p); }'), { run: 'all' }],
  [
    'tests alone',
    lib('', { 'crates/app/tests/a.rs': 'fn a(p: &str) { std::fs::read(p); }' }),
    { run: 'named', tested: 'data' },
  ],
  [
    'a build script that chooses what it tells Cargo',
    lib('', { 'crates/app/build.rs': 'fn main() { if a() { println!("cargo:rerun-if-changed=a"); } }' }),
    { compiled: 'data' },
  ],
  [
    'a build script that uses crates of a registry',
    lib('', {
      'crates/app/build.rs': 'fn main() {}',
      'crates/app/Cargo.toml': `${MANIFEST}[build-dependencies]\ncc = "1"\n`,
    }),
    { compiled: 'data' },
  ],
  [
    'an include of what only the compiler knows',
    lib('static A: &str = include_str!(a!());'),
    { compiled: 'data' },
  ],
])('what no text says reaches as far as it may: %s', (_, files, reach) =>
  expect(readsOf(files)).toMatchObject(reach),
)

test('of strings in programs those count that name what is no data', () => {
  const text = 'fn a(p: &str) { read(p, "docs/a.md"); read(p, "data/a.bin"); read(p, "../README.md") }'
  const { texts } = readsOf(lib(text, { 'docs/a.md': '', 'data/a.bin': '', 'crates/README.md': '' }))
  expect(texts).toContain('docs/a.md')
  expect(texts).toContain('crates/README.md')
  expect(texts).not.toContain('data/a.bin')
})

test('a link in the directory of a crate names what it leads to', () => {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'nx-crane-outside-')))
  try {
    for (const [path, text] of Object.entries({ ...lib(''), 'shared/a.rs': 'pub fn a() {}' })) {
      mkdirSync(dirname(join(root, path)), { recursive: true })
      writeFileSync(join(root, path), text)
    }
    symlinkSync('../../../shared/a.rs', join(root, 'crates/app/src/a.rs'))
    const tree = readSourceTree(root)
    const { crates } = buildCrateGraph(tree, ['crates/app/Cargo.toml'])
    expect(outsideReads(tree, crates)['crates/app/Cargo.toml']?.globs).toEqual(['shared/a.rs'])
  } finally {
    rmSync(root, { recursive: true })
  }
})
