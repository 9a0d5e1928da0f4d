import { expect, test } from 'vitest'
import { treeOf } from '../../test-kit/files-tree'
import { buildCrateGraph } from '../build-crate-graph'
import { findManifests } from '../find-manifests'
import { buildWorkspaceGraph } from '../workspace-graph'
import { wasmPackageOf } from './wasm-package'
import { wasmIdentity } from './wasm-packages'

const BUNDLER_NODE_WEB = ['bundler → pkg/bundler', 'nodejs → pkg/node', 'web → pkg/web']
const MANIFEST =
  '[package]\nname = "chart"\nversion = "1.0.0"\nedition = "2021"\n[lib]\ncrate-type = ["cdylib"]\n[dependencies]\nwasm-bindgen = "0.2"\n'

type Files = Readonly<Record<string, string>>

function planned(beside: Record<string, unknown> | null, files: Files = {}, settings = '') {
  const tree = treeOf({
    'chart/Cargo.toml':
      settings === '' ? MANIFEST : `${MANIFEST}[package.metadata.nx-crane.wasm]\n${settings}\n`,
    'chart/src/lib.rs': '',
    ...(beside ? { 'chart/package.json': JSON.stringify({ name: 'chart', ...beside }, null, 2) } : {}),
    ...files,
  })
  const manifests = findManifests(tree)
  const graph = buildCrateGraph(tree, manifests.cargo)
  const found = buildWorkspaceGraph(tree, graph, manifests.npm)
  const [crate] = graph.crates
  const evidence = found.wasmEvidence['chart/Cargo.toml']
  if (!crate || !evidence) throw new Error('no wasm crate')
  return { ...found, planned: wasmPackageOf(wasmIdentity(crate), evidence, 'pkg') }
}

test.each<[string, Record<string, unknown> | null, Files, string[]]>([
  ['no manifest', null, {}, BUNDLER_NODE_WEB],
  [
    'entry points in glue directories',
    { exports: { '.': { node: './pkg/node/chart.js', default: './pkg/bundler/chart.js' } }, files: ['pkg'] },
    {},
    ['bundler → pkg/bundler', 'nodejs → pkg/node'],
  ],
  ['wasm-pack’s layout', { main: 'pkg/chart.js', types: 'pkg/chart.d.ts' }, {}, ['bundler → pkg']],
  [
    'wasm-pack’s layout and its target in a script',
    { main: 'pkg/chart.js', scripts: { build: 'cd . && wasm-pack build --release --target web' } },
    {},
    ['web → pkg'],
  ],
  ['only the module is named', { files: ['pkg/chart_bg.wasm'] }, {}, ['bundler → pkg']],
  [
    'both layouts',
    { main: './pkg/chart.js', exports: { './web': './pkg/web/chart.js' } },
    {},
    ['bundler → pkg', 'web → pkg/web'],
  ],
  [
    'a hand-written entry point that may import either',
    { main: 'index.js', files: ['pkg', 'index.js'] },
    { 'chart/index.js': '' },
    ['bundler → pkg', ...BUNDLER_NODE_WEB],
  ],
  [
    'conditions of Node',
    { exports: { node: './built/one/chart.js', default: './built/two/chart.js' } },
    {},
    ['nodejs → built/one', 'bundler → built/two'],
  ],
  [
    'folders that are packed',
    { files: ['dist/pkg-node', 'dist/pkg-browser/**', 'src'] },
    {},
    ['web → dist/pkg-browser', 'nodejs → dist/pkg-node'],
  ],
  // As in biome: three packages that one script fills.
  [
    'directories of other packages',
    null,
    {
      'api/package.json': JSON.stringify({
        name: 'api',
        scripts: {
          'build:wasm-node':
            'wasm-pack build --out-dir ../wasm-nodejs --target nodejs --release --scope acme ../chart',
          'build:wasm-node-dev':
            'wasm-pack build --out-dir ../wasm-nodejs --target nodejs --dev --scope acme ../chart',
          'build:wasm-web':
            'wasm-pack build --out-dir ../wasm-web --target web --release --scope acme ../chart',
        },
      }),
      'wasm-nodejs/package.json':
        '{ "name": "@acme/wasm-nodejs", "main": "chart.js", "files": ["chart_bg.wasm"] }',
      'wasm-web/package.json': '{ "name": "@acme/wasm-web", "main": "chart.js" }',
    },
    ['nodejs → ../wasm-nodejs', 'web → ../wasm-web'],
  ],
])('%s', (_, beside, files, expected) => {
  const { planned: found } = planned(beside, files)
  expect(found.places.map(({ glue, dir }) => `${glue} → ${dir}`)).toEqual(expected)
  expect(found.outName).toBe('chart')
})

test('a package in which another crate’s package is written uses that crate', () => {
  const { edges, planned: found } = planned(null, {
    'api/package.json': '{ "name": "api", "scripts": { "wasm": "wasm-pack build ../chart -d ../wasm-web" } }',
    'wasm-web/package.json': '{ "name": "@acme/wasm-web" }',
  })
  expect(edges.map(({ from, kind }) => `${from} ${kind}`)).toEqual([
    'api/package.json script',
    'wasm-web/package.json script',
    'wasm-web/package.json wasm',
  ])
  expect(found.outDirs).toEqual([{ dir: '../wasm-web', isShared: true, manifest: 'none' }])
})

test.each([
  ['the usual directory', null, {}, ['pkg full']],
  ['of a package', { main: 'pkg/chart.js' }, {}, ['pkg kind']],
  [
    'linked from elsewhere',
    { main: 'index.js' },
    { 'web/package.json': '{"name":"web","dependencies":{"c":"link:../chart/out"}}', 'chart/index.js': '' },
    ['out full'],
  ],
  [
    'with files of the repository in it',
    { main: 'lib/chart.js' },
    { 'chart/lib/hand.js': '' },
    ['lib kind, shared'],
  ],
  [
    'with files that Git ignores',
    { main: 'lib/chart.js' },
    { 'chart/lib/hand.js': '', '.gitignore': 'lib/\n' },
    ['lib kind'],
  ],
  [
    'where a compiler writes too',
    { main: 'dist/chart.js', scripts: { build: 'tsc' } },
    {},
    ['dist kind, shared'],
  ],
])('an out directory: %s', (_, beside, files, expected) => {
  const { planned: found } = planned(beside, files)
  expect(
    found.outDirs.map(({ dir, manifest, isShared }) => `${dir} ${manifest}${isShared ? ', shared' : ''}`),
  ).toEqual(expected)
})

test('settings of the crate come before what scripts and entry points say', () => {
  const beside = { main: 'pkg/chart.js', scripts: { build: 'wasm-pack build --target web --out-name other' } }
  const { planned: found } = planned(
    beside,
    {},
    'out-dir = "npm"\nout-name = "engine"\ntargets = ["deno", "web"]',
  )
  expect(found).toMatchObject({
    outName: 'engine',
    outDirs: [{ dir: 'npm' }],
    places: [
      { glue: 'deno', dir: 'npm/deno' },
      { glue: 'web', dir: 'npm/web' },
    ],
  })
})

test.each<[string, Record<string, unknown>, Files, (string | number)[][]]>([
  ['written', { main: 'pkg/chart.js', types: 'pkg/chart.d.ts' }, {}, []],
  ['a file of the repository', { main: 'index.js' }, { 'chart/index.js': '' }, []],
  ['of other tools', { main: 'dist/index.js', scripts: { build: 'tsc && vite build' } }, {}, []],
  [
    'that nothing writes',
    { main: 'pkg/chart.js', module: 'esm/other.js' },
    {},
    [['chart/package.json', 4, 'esm/other.js', 'pkg/chart.js']],
  ],
  [
    'that no glue of a script writes, whatever its directories are called',
    {
      main: 'npm/index.js',
      module: 'esm/chart.js',
      scripts: { wasm: 'wasm-pack build -d npm --out-name index' },
    },
    {},
    [['chart/package.json', 4, 'esm/chart.js', 'npm/index.js']],
  ],
  [
    'with an ending that nothing writes',
    { main: 'pkg/chart.cjs' },
    {},
    [['chart/package.json', 3, 'pkg/chart.cjs', 'pkg/chart.js']],
  ],
  [
    'code of bundlers in a glue without',
    {
      main: 'pkg/chart.js',
      exports: { './x': './pkg/chart_bg.js' },
      scripts: { build: 'wasm-pack build -t web' },
    },
    {},
    [['chart/package.json', 5, 'pkg/chart_bg.js', 'pkg/chart.js']],
  ],
])('an entry point %s', (_, beside, files, expected) => {
  const { diagnostics } = planned(beside, files)
  expect(diagnostics).toHaveLength(expected.length)
  for (const [index, [file, line, named, written]] of expected.entries()) {
    expect(diagnostics[index]).toMatchObject({ code: 'ENTRY_NOT_WRITTEN', file, line })
    expect(diagnostics[index]?.message).toContain(named)
    expect(diagnostics[index]?.message).toContain(written)
  }
})
