import { expect, test } from 'vitest'
import { app, BESIDE, edgesOf, npm, ROOT, WASM } from '../test-kit/sample-workspace'

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
  ...[
    '../dist/chart_core_bg.wasm?init',
    '../build/chart_core.js',
    './wasm/chart_core',
    '@/pkg/chart_core',
    '$lib/x/chart_core_bg.wasm',
  ].map((specifier): [string, Record<string, string>, string[]] => [
    `what was built elsewhere: ${specifier}`,
    { ...WASM, ...app({}), 'apps/app/src/a.ts': `import x from '${specifier}'` },
    ['app → chart (wasm)'],
  ]),
  [
    'what was built elsewhere, and is there',
    {
      ...WASM,
      ...app({}),
      'apps/app/src/a.ts': `import x from './wasm/chart_core'`,
      'apps/app/src/wasm/chart_core.js': '',
      'apps/app/src/wasm/chart_core_bg.wasm': '',
    },
    ['app → chart (wasm)'],
  ],
  [
    'a source that is named like the module of a crate',
    {
      ...WASM,
      ...app({}),
      'apps/app/src/a.ts': `import x from './chart_core'`,
      'apps/app/src/chart_core.ts': '',
    },
    [],
  ],
  [
    'a package and an alias that are named like the module of a crate',
    { ...WASM, ...app({}), 'apps/app/src/a.ts': `import 'chart_core'; import '@/models/chart_core'` },
    [],
  ],
  [
    'what looks like an import in a regular expression',
    {
      ...ROOT,
      ...BESIDE,
      ...app({}),
      'apps/app/src/a.ts': `const r = /from "@acme/chart"/g\nconst s = /import '@acme\\/chart'/`,
    },
    [],
  ],
  [
    'a page',
    {
      ...WASM,
      ...app({}),
      'apps/app/index.html': `<script type="module">import init from '../../crates/chart/pkg/chart_core.js'</script>`,
    },
    ['app → chart (wasm)'],
  ],
])('%s', (_, files, expected) => {
  expect(edgesOf(files)).toEqual(expected)
})
