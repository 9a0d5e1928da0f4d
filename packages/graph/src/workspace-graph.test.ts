import { expect, test } from 'vitest'
import { app, BESIDE, crate, edgesOf, npm, ROOT, WASM, workspaceGraphOf } from '../test-kit/sample-workspace'

// each row: files, and the edges that anyone who installs and builds them would draw
test.each<[string, Record<string, string>, string[]]>([
  [
    'an entry point that names the module of a crate elsewhere',
    { ...WASM, 'npm/chart/package.json': npm('chart', { files: ['chart_core_bg.wasm', 'chart_core.js'] }) },
    ['npm/chart → chart (wasm)'],
  ],
  [
    'an entry point that only looks like it',
    {
      'crates/chart/Cargo.toml': crate('index', ''),
      'crates/chart/src/lib.rs': '',
      'npm/chart/package.json': npm('chart', { main: 'index.js' }),
    },
    [],
  ],
  [
    'a crate without a binding is an npm package like any other',
    {
      ...ROOT,
      ...BESIDE,
      'crates/chart/Cargo.toml': crate('chart-core', ''),
      ...app({ '@acme/chart': '*' }),
    },
    ['app → chart (npm)'],
  ],
  [
    'a binding for one target, optional, inherited',
    {
      ...ROOT,
      ...BESIDE,
      'Cargo.toml': '[workspace]\nmembers = ["crates/*"]\n[workspace.dependencies]\nwasm-bindgen = "0.2"',
      'crates/chart/Cargo.toml': crate(
        'chart-core',
        `[target.'cfg(target_arch = "wasm32")'.dependencies]\nwasm-bindgen = { workspace = true, optional = true }`,
      ),
      ...app({ '@acme/chart': '*' }),
    },
    ['app → chart (wasm)'],
  ],
  [
    'wasm-pack’s entry points without wasm-bindgen',
    {
      ...ROOT,
      ...BESIDE,
      'crates/chart/Cargo.toml': crate('chart-core', ''),
      'crates/chart/package.json': npm('@acme/chart', { version: '1.0.0', main: 'pkg/chart_core.js' }),
      ...app({ '@acme/chart': '*' }),
    },
    ['app → chart (wasm)'],
  ],
  [
    'a crate for Cloudflare’s workers',
    {
      ...ROOT,
      ...BESIDE,
      'crates/chart/Cargo.toml': crate('chart-core', '[dependencies]\nworker = "0.6"'),
      ...app({ '@acme/chart': '*' }),
    },
    ['app → chart (wasm)'],
  ],
  [
    'wasm-bindgen by another name',
    {
      ...ROOT,
      ...BESIDE,
      'crates/chart/Cargo.toml': crate(
        'chart-core',
        '[dependencies]\nwb = { package = "wasm-bindgen", version = "0.2" }',
      ),
      ...app({ '@acme/chart': '*' }),
    },
    ['app → chart (wasm)'],
  ],
  [
    'a native addon and its platform package',
    {
      ...ROOT,
      ...BESIDE,
      'crates/chart/Cargo.toml': crate('chart-core', '[dependencies]\nnapi = "3"\nnapi-derive = "3"'),
      ...app({ '@acme/chart': '*' }),
      'npm/linux/package.json': npm('@acme/chart-linux-x64-gnu', { version: '1.0.0' }),
    },
    ['app → chart (addon)', 'npm/linux → chart (addon)'],
  ],
])('%s', (_, files, expected) => {
  expect(edgesOf(files)).toEqual(expected)
})

test('a crate that is only known by a package linked to its build is a wasm crate', () => {
  const files = {
    'crates/chart/Cargo.toml': crate('chart-core', ''),
    'crates/chart/src/lib.rs': '',
    ...app({ c: 'file:../../crates/chart/pkg' }),
  }
  expect(workspaceGraphOf(files).wasmCrates).toEqual(['crates/chart/Cargo.toml'])
  expect(workspaceGraphOf({ ...files, ...app({}) }).wasmCrates).toEqual([])
})

test('a broken package.json is one diagnostic; the others stay', () => {
  const graph = workspaceGraphOf({
    ...ROOT,
    ...BESIDE,
    ...app({ '@acme/chart': '*' }),
    'apps/broken/package.json': '{\n"name": }',
  })
  expect(graph.diagnostics.map(({ file, line }) => `${file}:${line}`)).toEqual(['apps/broken/package.json:2'])
  expect(graph.edges).toHaveLength(1)
})
