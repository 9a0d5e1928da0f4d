import { expect, test } from 'vitest'
import { app, BESIDE, edgesOf, npm, ROOT, WASM } from './sample-workspace'

// each row: files, and the edges that anyone who installs and builds them would draw
test.each<[string, Record<string, string>, string[]]>([
  [
    'an import that the package does not declare',
    { ...ROOT, ...BESIDE, ...app({}), 'apps/app/src/a.ts': "import '@acme/chart/web'" },
    ['app → chart (wasm)'],
  ],
  [
    'an import that the root declares',
    {
      'package.json': npm('root', { dependencies: { c: 'file:crates/chart/pkg' } }),
      ...WASM,
      ...app({}),
      'apps/app/src/a.tsx': "import init from 'c'",
    },
    ['app → chart (wasm)', 'root → chart (wasm)'],
  ],
  [
    'an import by path',
    { ...WASM, ...app({}), 'apps/app/src/a.js': "import('../../../crates/chart/pkg/chart_core.js')" },
    ['app → chart (wasm)'],
  ],
  [
    'an import of a name that the lock takes from the registry',
    { ...ROOT, ...BESIDE, ...app({ '@acme/chart': '0.9.0' }), 'apps/app/src/a.ts': "import '@acme/chart'" },
    [],
  ],
])('%s', (_, files, expected) => {
  expect(edgesOf(files)).toEqual(expected)
})
