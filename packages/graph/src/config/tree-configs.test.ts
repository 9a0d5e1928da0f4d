import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { treeOf } from '../../test-kit/files-tree'
import { readSourceTree } from '../read-source-tree'
import type { SourceTree } from '../source-tree'
import type { CargoConfig } from './cargo-config'
import { readConfigs } from './read-configs'
import { cargoConfigFor, treeConfigs } from './tree-configs'

const TEXTS = {
  '.cargo/config.toml': `
[build]
rustflags = ["-C", "outer"]
target = "x86_64-unknown-linux-gnu"
target-dir = "out/target"
incremental = false
[target.x86_64-unknown-linux-gnu]
rustflags = ["--cfg", "outer"]
runner = ["outer", "-v"]
linker = "tools/ld"
[target.'cfg(unix)']
rustflags = "-C  link-arg=-s"
[env]
PLAIN = { value = "outer" }
DATA = { value = "data", relative = true }
[profile.release]
lto = "thin"
[profile.release.package.engine]
opt-level = 3
[source.crates-io]
replace-with = "vendored"
[source.vendored]
directory = "vendor"
[registries.own]
index = "sparse+https://registry.example.invalid/"
[alias]
b = "build"
`,
  'a/.cargo/config': `
include = ["one.toml", { path = "two.toml", optional = true }, { path = "three.toml", optional = true }]
[build]
rustflags = ["-C", "inner"]
rustc-wrapper = "sccache"
[target.x86_64-unknown-linux-gnu]
rustflags = ["--cfg", "inner"]
runner = ["bin/inner"]
linker = "cc"
[env]
PLAIN = { value = "inner", force = true }
[profile.release]
debug = true
`,
  'a/.cargo/config.toml': '[build]\nincremental = true # not read beside "config"\n',
  'a/.cargo/one.toml': '[build]\nrustflags = ["-C", "one"]\n[profile.release]\ndebug = false\nlto = "fat"\n',
  'a/.cargo/two.toml': '[build]\nrustflags = ["-C", "two"]\n[profile.release]\nlto = "off"\n',
  'a/b/c/file': '',
}

let root = ''
let tree: SourceTree

beforeAll(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'cargo-config-')))
  for (const [path, text] of Object.entries(TEXTS)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  tree = readSourceTree(root)
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

test.each(['', 'a', 'a/b/c'])('in %j the configuration is what Cargo reads', (dir) => {
  const config = cargoConfigFor(tree, dir)
  const cargo = cargoConfigGet(dir)
  expect(config.build.rustflags).toEqual(cargo.build.rustflags)
  expect(config.build.incremental).toBe(cargo.build.incremental)
  expect(config.build.rustcWrapper).toBe(cargo.build['rustc-wrapper'] ?? null)
  expect(config.profiles).toEqual(cargo.profile)
  for (const [name, target] of Object.entries(cargo.target)) {
    const ours = config.targets.get(name)
    const flags = typeof target.rustflags === 'string' ? target.rustflags.split(/ +/) : target.rustflags
    expect(ours?.rustflags).toEqual(flags)
    // Cargo up to 1.95 joins lists of runners too, which later ones hold to be a fault.
    if (dir === '') expect(ours?.runner ?? null).toEqual(target.runner ?? null)
  }
  expect([...config.env.keys()].sort()).toEqual(Object.keys(cargo.env).sort())
})

test('paths are relative to the repository root, programs in PATH stay words', () => {
  const outer = cargoConfigFor(tree, '')
  expect(outer.build.targetDir).toBe('out/target')
  expect(outer.targets.get('x86_64-unknown-linux-gnu')).toMatchObject({
    linker: 'tools/ld',
    runner: ['outer', '-v'],
  })
  expect(outer.sources.get('vendored')?.directory).toBe('vendor')
  expect(outer.sources.get('crates-io')?.replaceWith).toBe('vendored')
  expect(outer.registries.get('own')).toBe('sparse+https://registry.example.invalid/')
  const inner = cargoConfigFor(tree, 'a/b/c')
  expect(inner.build.targetDir).toBe('out/target')
  expect(inner.targets.get('x86_64-unknown-linux-gnu')).toMatchObject({
    linker: 'cc',
    runner: ['a/bin/inner'],
  })
  expect(inner.env.get('DATA')).toEqual({ value: 'data', force: false, relative: true })
  expect(inner.env.get('PLAIN')).toEqual({ value: 'inner', force: true, relative: false })
  expect(inner.files).toEqual([
    'a/.cargo/config',
    'a/.cargo/two.toml',
    'a/.cargo/one.toml',
    '.cargo/config.toml',
  ])
})

test('the disk has the same files as the tree, the ones outside the repository last', () => {
  mkdirSync(join(root, 'home'), { recursive: true })
  writeFileSync(join(root, 'home/config.toml'), 'include = ["more.toml"]\n')
  writeFileSync(join(root, 'home/more.toml'), '[build]\njobs = 1\n')
  const { files } = readConfigs(join(root, 'a/b'), root, { CARGO_HOME: join(root, 'home') })
  const inside = treeConfigs(tree, 'a/b').files
  expect(files.slice(0, inside.length).map(({ table, name }) => ({ table, name }))).toEqual(
    inside.map(({ table, name }) => ({ table, name })),
  )
  expect(files.slice(-2).map(({ name }) => name)).toEqual([
    'CARGO_HOME/config.toml',
    'more.toml, included by CARGO_HOME/config.toml',
  ])
})

// cargo 1.95 builds there.
test('a file in the place of the directory is no configuration', () => {
  mkdirSync(join(root, 'plain'))
  writeFileSync(join(root, 'plain/.cargo'), '')
  const { files, faults } = readConfigs(join(root, 'plain'), root, { CARGO_HOME: join(root, 'home') })
  expect(faults).toEqual([])
  expect(files.map(({ path }) => path)).not.toContain(join(root, 'plain/.cargo/config'))
})

// cargo 1.95: a wrapper "./bin/w" in .cargo/sub/x.toml is looked for as .cargo/bin/w
test('paths in an included file are relative to the directory around its own', () => {
  const nested = {
    '.cargo/config.toml': 'include = "sub/x.toml"',
    '.cargo/sub/x.toml': '[build]\nrustc-wrapper = "bin/w"',
  }
  expect(cargoConfigFor(treeOf(nested), '').build.rustcWrapper).toBe('.cargo/bin/w')
})

// cargo 1.95: "config `include` cycle detected with path …/x.toml"
test('a file that two others include is refused', () => {
  const files = {
    '.cargo/config.toml': 'include = ["x.toml", "y.toml"]',
    '.cargo/x.toml': '',
    '.cargo/y.toml': 'include = "x.toml"',
  }
  expect(() => cargoConfigFor(treeOf(files), '')).toThrow(
    '.cargo/x.toml: the configuration includes this file twice',
  )
})

test('one directory that does not lie above changes nothing', () => {
  expect(cargoConfigFor(tree, 'e/f')).toEqual(cargoConfigFor(tree, ''))
})

test('a word and a list of words mean the same', () => {
  const build = (text: string) => cargoConfigFor(only(text), '').build
  const listed = build('build = { target = ["wasm32-unknown-unknown"], rustflags = ["-C", "debuginfo=0"] }')
  expect(listed).toMatchObject({ targets: ['wasm32-unknown-unknown'], rustflags: ['-C', 'debuginfo=0'] })
  expect(build('build = { target = "wasm32-unknown-unknown", rustflags = " -C  debuginfo=0" }')).toEqual(
    listed,
  )
})

test('nothing configured is an empty configuration', () => {
  const config: CargoConfig = cargoConfigFor({ read: () => undefined, list: () => undefined }, 'a')
  expect(config.files).toEqual([])
  expect(config.build).toMatchObject({ rustflags: [], targets: [], targetDir: null, incremental: null })
})

test('bad TOML, a missing include and a circle of includes name the file', () => {
  expect(() => cargoConfigFor(only('[build]\nrustflags = [\n='), '')).toThrow(
    /^\.cargo\/config\.toml:3: the configuration is not valid TOML/,
  )
  expect(() => cargoConfigFor(only('include = "gone.toml"'), '')).toThrow(
    '.cargo/config.toml: the configuration includes ".cargo/gone.toml", which does not exist',
  )
  expect(() => cargoConfigFor(only('include = "config.toml"'), '')).toThrow(
    'includes itself: .cargo/config.toml → .cargo/config.toml',
  )
})

function only(config: string): SourceTree {
  return treeOf({ '.cargo/config.toml': config })
}

interface ConfigOfCargo {
  readonly build: Record<string, unknown>
  readonly profile: Record<string, unknown>
  readonly env: Record<string, unknown>
  readonly target: Record<string, { readonly rustflags: string | string[]; readonly runner?: string[] }>
}

function cargoConfigGet(dir: string): ConfigOfCargo {
  const args = ['config', 'get', '-Zunstable-options', '--format', 'json-value']
  const { CARGO_HOME: _, RUSTFLAGS: __, ...inherited } = process.env
  const env = { ...inherited, RUSTC_BOOTSTRAP: '1', CARGO_HOME: join(root, 'home') }
  const { status, stdout, stderr } = spawnSync('cargo', args, { cwd: join(root, dir), env, encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
  return JSON.parse(stdout)
}
