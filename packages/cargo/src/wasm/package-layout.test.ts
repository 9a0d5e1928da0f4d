import { expect, test } from 'vitest'
import { parseTypeScriptPackage } from '../npm/package-manifest'
import { planPackageLayout, type WasmGlue } from './package-layout'

const BUNDLER_NODE_WEB = ['bundler → bundler', 'nodejs → node', 'web → web']

test.each<[string, Record<string, unknown> | null, WasmGlue[] | null, string[]]>([
  ['no manifest', null, null, BUNDLER_NODE_WEB],
  ['no manifest, glues asked for', null, ['web'], ['web → web']],
  [
    'entry points in glue directories',
    { exports: { '.': { node: './pkg/node/chart.js', default: './pkg/bundler/chart.js' } }, files: ['pkg'] },
    null,
    ['bundler → bundler', 'nodejs → node'],
  ],
  ['wasm-pack’s layout', { main: 'pkg/chart.js', types: 'pkg/chart.d.ts' }, null, ['bundler → .']],
  [
    'wasm-pack’s layout and its target in a script',
    { main: 'pkg/chart.js', scripts: { build: 'cd . && wasm-pack build --release --target web' } },
    null,
    ['web → .'],
  ],
  ['only the module is named', { files: ['pkg/chart_bg.wasm'] }, null, ['bundler → .']],
  [
    'both layouts',
    { main: './pkg/chart.js', exports: { './web': './pkg/web/chart.js' } },
    null,
    ['bundler → .', 'web → web'],
  ],
  [
    'a hand-written entry point that may import either',
    { main: 'index.js', files: ['pkg', 'index.js'] },
    null,
    ['bundler → .', ...BUNDLER_NODE_WEB],
  ],
  [
    'glues asked for beside a manifest',
    { main: 'pkg/chart.js' },
    ['nodejs'],
    ['bundler → .', 'nodejs → node'],
  ],
])('%s', (_, manifest, glues, expected) => {
  const beside = manifest
    ? parseTypeScriptPackage(JSON.stringify({ name: 'chart', ...manifest }), 'chart/package.json').package
    : null
  const places = planPackageLayout({ library: 'chart', outDir: 'pkg', beside, glues })
  expect(places.map(({ glue, dir }) => `${glue} → ${dir === '' ? '.' : dir}`)).toEqual(expected)
})
