import type { WasmPackage } from '@nx-crane/graph'
import { expect, test } from 'vitest'
import { KeyWorkspace } from '../../test-kit/key-workspace'
import { computeKeySets } from './compute-keys'

const MANIFEST =
  '[package]\nname = "chart"\nversion = "1.0.0"\nedition = "2021"\n[lib]\ncrate-type = ["cdylib"]\n[dependencies]\nwasm-bindgen = "0.2"\n'
const LOCK = `version = 4

[[package]]
name = "chart"
version = "1.0.0"
dependencies = ["wasm-bindgen"]

[[package]]
name = "wasm-bindgen"
version = "0.2.108"
source = "registry+https://github.com/rust-lang/crates.io-index"
checksum = "${'ab'.repeat(32)}"
`
const POST = '[package.metadata.nx-crane.wasm]\npost = ["node", "scripts/patch.mjs", "../shared/words.txt"]\n'

const usual: WasmPackage = {
  outName: 'chart',
  outDirs: [{ dir: 'pkg', isShared: false, manifest: 'full' }],
  places: [{ glue: 'web', dir: 'pkg' }],
  post: null,
}

function workspace(manifest: string): KeyWorkspace {
  return new KeyWorkspace({
    'chart/Cargo.toml': manifest,
    'chart/Cargo.lock': LOCK,
    'chart/src/lib.rs': '',
    'chart/scripts/patch.mjs': "import './lines.mjs'\n",
    'chart/scripts/lines.mjs': '',
    'shared/words.txt': 'one',
    'shared/others.txt': 'two',
  })
}

function keysOf({ root, memoDir, environment }: KeyWorkspace, planned: WasmPackage) {
  const [set] = computeKeySets({
    ...{ root, memoDir, environment, code: 'test', manifests: ['chart/Cargo.toml'] },
    requests: [{ crate: 'chart/Cargo.toml', kinds: ['build', 'wasm'], package: planned }],
  })
  if (!set) throw new Error('no keys')
  const digests = set.keys().map(({ kind, digest, error }) => [kind, digest ?? error.message])
  return { signature: set.signature, ...Object.fromEntries(digests) }
}

test.each<[string, WasmPackage]>([
  ['the name of its files', { ...usual, outName: 'c2pa' }],
  ['its directory', { ...usual, outDirs: [{ dir: 'npm', isShared: false, manifest: 'full' }] }],
  ['whose manifest it has', { ...usual, outDirs: [{ dir: 'pkg', isShared: false, manifest: 'kind' }] }],
  ['its glue', { ...usual, places: [{ glue: 'deno', dir: 'pkg' }] }],
  ['what is run on it', { ...usual, post: ['true'] }],
])('%s is in the key of a package and in no other', (_, other) => {
  using it = workspace(MANIFEST)
  const before = keysOf(it, usual)
  const after = keysOf(it, other)
  expect(after.wasm).not.toBe(before.wasm)
  expect(after.signature).not.toBe(before.signature)
  expect(after.build).toBe(before.build)
  expect(keysOf(it, usual)).toEqual(before)
})

test.each([
  ['the command’s own file', 'chart/scripts/patch.mjs', true],
  ['what that imports', 'chart/scripts/lines.mjs', true],
  ['a file that it is told by name', 'shared/words.txt', true],
  ['another file elsewhere', 'shared/others.txt', false],
  ['what was built', 'chart/npm/chart.js', false],
])('a command for the package: an edit of %s', (_, path, isInKey) => {
  using it = workspace(MANIFEST + POST)
  it.write('chart/npm/chart_bg.wasm', 'module')
  it.write('chart/npm/chart.js', '')
  const before = keysOf(it, usual)
  it.append(path, '// more\n')
  const after = keysOf(it, usual)
  expect(after.wasm !== before.wasm).toBe(isInKey)
  expect(after.build).toBe(before.build)
})

test('without a command such files are in no key', () => {
  using it = workspace(MANIFEST)
  const { build, wasm } = keysOf(it, usual)
  it.append('chart/scripts/patch.mjs', '// more\n')
  expect(keysOf(it, usual)).toMatchObject({ build, wasm })
})

test('flags that only an included configuration gives are in the key', () => {
  using it = workspace(MANIFEST)
  it.write('.cargo/config.toml', 'include = ["flags.toml"]\n')
  it.write('.cargo/flags.toml', '[build]\nrustflags = ["-Copt-level=1"]\n')
  const before = keysOf(it, usual)
  it.write('.cargo/flags.toml', '[build]\nrustflags = ["-Copt-level=2"]\n')
  const after = keysOf(it, usual)
  expect(after.wasm).not.toBe(before.wasm)
  expect(after.build).not.toBe(before.build)
})

test.each<[string, (it: KeyWorkspace) => void, boolean]>([
  ['the target of a script', (it) => it.replace('chart/package.json', 'web', 'nodejs'), true],
  ['another script', (it) => it.replace('chart/package.json', 'vitest', 'jest'), false],
  ['its declarations', (it) => it.replace('chart/package.json', 'a.d.ts', 'b.d.ts'), true],
  ['a text that is copied into it', (it) => it.write('chart/README.md', 'two'), true],
  ['a text that is added to it', (it) => it.write('chart/LICENSE-MIT', 'free'), true],
  ['another text', (it) => it.write('chart/NOTES.md', 'two'), false],
])('%s is in the key of a package or not', (_, edit, changes) => {
  using it = workspace(MANIFEST)
  it.write(
    'chart/package.json',
    JSON.stringify({ scripts: { build: 'wasm-pack build --target web', test: 'vitest' }, typings: 'a.d.ts' }),
  )
  it.write('chart/README.md', 'one')
  const before = keysOf(it, usual)
  edit(it)
  const after = keysOf(it, usual)
  expect(after.wasm !== before.wasm).toBe(changes)
  // Of all kinds: tests may read what no package holds.
  if (changes) expect(after.signature).not.toBe(before.signature)
  expect(after.build).toBe(before.build)
})

test('texts that are not copied into a package are not in its key', () => {
  using it = workspace(MANIFEST)
  const beside: WasmPackage = { ...usual, outDirs: [{ dir: 'pkg', isShared: false, manifest: 'kind' }] }
  const before = keysOf(it, beside)
  it.write('chart/README.md', 'two')
  expect(keysOf(it, beside)).toEqual(before)
})
