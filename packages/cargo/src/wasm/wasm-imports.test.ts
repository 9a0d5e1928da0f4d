import { expect, test } from 'vitest'
import { packageOfSpecifier, wasmImports } from './wasm-imports'

test.each<[string, string, string[]]>([
  ['named', `import { a } from '@acme/chart'`, ['@acme/chart']],
  ['default and namespace', `import init, * as all from "chart"`, ['chart']],
  ['type only', `import type { A } from 'chart'`, ['chart']],
  ['for its effect', `import 'chart'`, ['chart']],
  ['over several lines', `import {\n  a, // first\n  b,\n} from\n  'chart'`, ['chart']],
  ['minified', `import{a}from"chart";export*from"plot"`, ['chart', 'plot']],
  ['re-exported', `export { a } from 'chart'\nexport * as b from 'plot'`, ['chart', 'plot']],
  ['dynamic', `const a = await import('chart')`, ['chart']],
  ['dynamic with a comment', `import(/* webpackChunkName: "x" */ 'chart')`, ['chart']],
  ['required', `const a = require("chart")\nimport b = require('plot')`, ['chart', 'plot']],
  ['by URL', `new URL('../pkg/chart_bg.wasm', import.meta.url)`, ['../pkg/chart_bg.wasm']],
  ['in a comment', `// import 'a'\n/* import 'b'\n import 'c' */ import 'd'`, ['d']],
  ['in a string', `const text = "import 'a'"; import 'b'`, ['b']],
  ['in a template', 'const text = `\nimport "a"\n`; import "b"', ['b']],
  ['beside an address', `const a = 'https://example.com'; import 'b'`, ['b']],
  ['an apostrophe in JSX', `const a = <p>don't</p>\nimport 'b'`, ['b']],
  ['methods of these names', `loader.require('a'); object.import('b'); Array.from('c')`, []],
  ['names that end like them', `reimport('a'); xfrom 'b'`, []],
  ['an expression', 'import(name)', []],
])('%s', (_, text, expected) => {
  expect(wasmImports(text)).toEqual(expected)
})

test('text made to be slow is read in time', () => {
  const started = performance.now()
  for (const piece of ['/*', '`', 'import/**/', "import '", 'new URL(', '\\'])
    wasmImports(piece.repeat(50_000))
  expect(performance.now() - started).toBeLessThan(5_000)
})

test.each([
  ['chart', 'chart'],
  ['chart/web', 'chart'],
  ['@acme/chart/web', '@acme/chart'],
  ['./chart', null],
  ['#chart', null],
  ['node:fs', null],
  ['@acme', null],
])('%s is imported from %s', (specifier, expected) => {
  expect(packageOfSpecifier(specifier)).toBe(expected)
})
