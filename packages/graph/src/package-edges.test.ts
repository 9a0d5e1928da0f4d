import { expect, test } from 'vitest'
import { app, BESIDE, edgesOf, npm, ROOT, WASM } from '../test-kit/sample-workspace'

const LINKED = { resolved: 'crates/chart', link: true }

// each row: files, and the edges that anyone who installs and builds them would draw
test.each<[string, Record<string, string>, string[]]>([
  [
    'the package beside a wasm crate, by range',
    { ...ROOT, ...BESIDE, ...app({ '@acme/chart': '^1.0.0' }) },
    ['app → chart (wasm)'],
  ],
  [
    'by workspace protocol',
    { ...ROOT, ...BESIDE, ...app({ '@acme/chart': 'workspace:*' }) },
    ['app → chart (wasm)'],
  ],
  [
    'by alias of the workspace protocol',
    { ...ROOT, ...BESIDE, ...app({ c: 'workspace:@acme/chart@^1' }) },
    ['app → chart (wasm)'],
  ],
  ['by path', { ...BESIDE, ...app({ c: 'file:../../crates/chart' }) }, ['app → chart (wasm)']],
  [
    'a package directory that is not built yet',
    { ...WASM, ...app({ c: 'link:../../crates/chart/pkg' }) },
    ['app → chart (wasm)'],
  ],
  [
    'one deeper',
    { ...WASM, ...app({ c: 'file:../../crates/chart/dist/pkg-browser' }) },
    ['app → chart (wasm)'],
  ],
  [
    'one that is built is no project',
    {
      ...WASM,
      ...app({ c: 'file:../../crates/chart/pkg' }),
      'crates/chart/pkg/package.json': npm('chart-core', {
        main: 'chart_core.js',
        files: ['chart_core_bg.wasm'],
      }),
    },
    ['app → chart (wasm)'],
  ],
  [
    'a range that the local version does not satisfy',
    { ...ROOT, ...BESIDE, ...app({ '@acme/chart': '0.9.0' }) },
    [],
  ],
  [
    'a package outside the workspace',
    { ...ROOT, ...BESIDE, 'other/app/package.json': npm('app', { dependencies: { '@acme/chart': '*' } }) },
    [],
  ],
  [
    'workspace protocol in a template',
    {
      ...ROOT,
      ...BESIDE,
      'templates/app/package.json': npm('app', { dependencies: { '@acme/chart': 'workspace:*' } }),
    },
    [],
  ],
  [
    'package-lock.json says registry',
    {
      ...ROOT,
      ...BESIDE,
      ...app({ '@acme/chart': '*' }),
      ...packageLock({ 'node_modules/@acme/chart': { version: '1.0.0' } }),
    },
    [],
  ],
  [
    'package-lock.json links a directory that is no member',
    {
      'package.json': npm('root', { workspaces: ['apps/*'] }),
      ...BESIDE,
      ...app({ '@acme/chart': '*' }),
      ...packageLock({ 'node_modules/@acme/chart': LINKED }),
    },
    ['app → chart (wasm)'],
  ],
  [
    'package-lock.json: the nearest node_modules counts',
    {
      ...ROOT,
      ...BESIDE,
      ...app({ '@acme/chart': '*' }),
      ...packageLock({
        'apps/app/node_modules/@acme/chart': { version: '0.1.0' },
        'node_modules/@acme/chart': LINKED,
      }),
    },
    [],
  ],
  [
    'pnpm',
    {
      ...BESIDE,
      'package.json': npm('root', {}),
      'pnpm-workspace.yaml': "packages:\n  - 'apps/*'\n  - 'crates/*'\n",
      'pnpm-lock.yaml':
        "lockfileVersion: '9.0'\n\nimporters:\n\n  apps/app:\n    dependencies:\n      '@acme/chart':\n        specifier: ^1\n        version: link:../../crates/chart\n",
      ...app({ '@acme/chart': '^1' }),
    },
    ['app → chart (wasm)'],
  ],
  [
    'pnpm took it from the registry',
    {
      ...BESIDE,
      'package.json': npm('root', {}),
      'pnpm-workspace.yaml': "packages: ['apps/*', 'crates/*']\n",
      'pnpm-lock.yaml':
        "importers:\n\n  apps/app:\n    dependencies:\n      '@acme/chart':\n        specifier: ^1\n        version: 1.0.0\n",
      ...app({ '@acme/chart': '^1' }),
    },
    [],
  ],
  [
    'Yarn took it from the registry',
    {
      ...ROOT,
      ...BESIDE,
      ...app({ '@acme/chart': '^1' }),
      'yarn.lock': '"@acme/chart@^1":\n  version "1.0.0"\n  resolved "https://r.example/chart.tgz"\n',
    },
    [],
  ],
  [
    'Yarn linked it',
    {
      ...ROOT,
      ...BESIDE,
      ...app({ '@acme/chart': '^1' }),
      'yarn.lock':
        '"@acme/chart@npm:^1, @acme/chart@workspace:crates/chart":\n  resolution: "@acme/chart@workspace:crates/chart"\n',
    },
    ['app → chart (wasm)'],
  ],
  [
    'between TypeScript packages',
    { ...ROOT, ...app({ lib: '*' }), 'apps/lib/package.json': npm('lib', { version: '1.0.0' }) },
    ['app → lib (npm)'],
  ],
  [
    'two packages of one name: the one of the workspace',
    {
      ...ROOT,
      ...app({ lib: '*' }),
      'apps/lib/package.json': npm('lib', { version: '1.0.0' }),
      'templates/lib/package.json': npm('lib', { version: '1.0.0' }),
    },
    ['app → lib (npm)'],
  ],
  [
    'its own package',
    {
      ...ROOT,
      ...BESIDE,
      'crates/chart/package.json': npm('@acme/chart', { dependencies: { '@acme/chart': 'file:./pkg' } }),
    },
    [],
  ],
  [
    'paths that leave the repository',
    { ...WASM, ...app({ a: 'file:../../../x', b: 'link:/etc', c: 'file:../../crates/chart/x.tgz' }) },
    [],
  ],
])('%s', (_, files, expected) => {
  expect(edgesOf(files)).toEqual(expected)
})

function packageLock(packages: Record<string, unknown>): Record<string, string> {
  return { 'package-lock.json': JSON.stringify({ lockfileVersion: 3, packages }) }
}
