import { expect, test } from 'vitest'
import { locateImport } from './locate-import'
import type { WasmPackage } from './wasm-package'

const planned = (outName: string): WasmPackage['planned'] => ({
  outName,
  outDirs: [{ dir: 'pkg', isShared: false, manifest: 'kind' }],
  places: [],
  post: null,
})

const committed: WasmPackage = {
  crate: 'crates/chart/Cargo.toml',
  dir: 'crates/chart',
  library: 'chart_wasm',
  outName: 'chart_wasm',
  planned: planned('chart_wasm'),
  names: ['@acme/chart'],
  manifest: {
    exports: {
      '.': {
        types: './pkg/bundler/chart_wasm.d.ts',
        node: './pkg/node/chart_wasm.js',
        default: './pkg/bundler/chart_wasm.js',
      },
      './web': './pkg/web/chart_wasm.js',
      './node': './pkg/node/chart_wasm.js',
      './module.wasm': './pkg/web/chart_wasm_bg.wasm',
    },
  },
  outDir: 'pkg',
  places: [
    { glue: 'bundler', dir: 'bundler' },
    { glue: 'nodejs', dir: 'node' },
    { glue: 'web', dir: 'web' },
  ],
}
const packed: WasmPackage = {
  ...committed,
  crate: 'crates/packed/Cargo.toml',
  dir: 'crates/packed',
  library: 'packed',
  outName: 'packed',
  names: ['packed'],
  manifest: { main: './pkg/packed.js' },
  places: [{ glue: 'web', dir: '' }],
}
const written: WasmPackage = {
  ...committed,
  crate: 'alone/Cargo.toml',
  dir: 'alone',
  library: 'alone_wasm',
  outName: 'alone_wasm',
  names: ['alone'],
  manifest: null,
}
const handWritten: WasmPackage = {
  ...packed,
  dir: 'crates/hand',
  names: ['hand'],
  manifest: { main: './index.js' },
  places: [{ glue: 'bundler', dir: '' }],
}
const packages = [committed, packed, written, handWritten]

test.each([
  ['@acme/chart', null, 'crates/chart bundler chart_wasm.js'],
  ['@acme/chart/web', null, 'crates/chart web chart_wasm.js'],
  ['@acme/chart/module.wasm', null, 'crates/chart web chart_wasm_bg.wasm'],
  ['packed', null, 'crates/packed web packed.js'],
  ['alone', null, 'alone bundler alone_wasm.js'],
  ['alone/web', null, 'alone web alone_wasm.js'],
  ['alone/alone_wasm_bg.wasm', null, 'alone bundler alone_wasm_bg.wasm'],
  ['../pkg/snippets/a/b.js', 'crates/packed/src/x.js', 'crates/packed web snippets/a/b.js'],
  ['../../crates/chart/pkg/bundler/chart_wasm.js', 'apps/web/a.js', 'crates/chart bundler chart_wasm.js'],
  ['./pkg/hand.js', 'crates/hand/index.js', 'crates/hand bundler hand.js'],
])('%s imported from %s is a file of a package', (specifier, importer, expected) => {
  const file = locateImport(packages, specifier, importer)
  expect(file && `${file.package.dir} ${file.glue} ${file.name}`).toBe(expected)
})

test.each([
  ['of another package', '@acme/charts', null],
  ['that the manifest does not export', '@acme/chart/pkg/bundler/chart_wasm.js', null],
  ['that only Node can load', '@acme/chart/node', null],
  ['that is written by hand', 'hand', null],
  ['beside a package', './chart.js', 'crates/chart/index.js'],
  ['of a file elsewhere', '../pkg/packed.js', null],
  ['outside of the repository', '../../../../pkg/packed.js', 'apps/web/a.js'],
  ['of Node', 'node:fs', null],
])('an import %s is left to Vite', (_, specifier, importer) => {
  expect(locateImport(packages, specifier, importer)).toBeNull()
})
