import { expect, test } from 'vitest'
import { moduleSpecifiers } from './module-specifiers'

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
  ['the beginning of an expression', `require('@acme/' + name); import('b' + c)`, []],
  ['a template without variables', 'import(`chart`); require(`plot`)', ['chart', 'plot']],
  ['with attributes', `import a from './a.json' with { type: 'json' }`, ['./a.json']],
  ['a binding named as the keyword', `import from from 'a'; import type, { from as b } from 'c'`, ['a', 'c']],
  [
    'deferred, of a source',
    `import defer * as a from 'a'; import source b from './b.wasm'`,
    ['./b.wasm', 'a'],
  ],
  [
    'a type of another module',
    `let a: import('chart').Chart; type B = typeof import('plot')`,
    ['chart', 'plot'],
  ],
  ['all, by a name that is a string', `export * as "a b" from 'c'`, ['c']],
  ['re-exported types', `export type { A } from 'a'; export type * from 'b'`, ['a', 'b']],
  ['exported names that are strings', `export { a as "from 'x'" } from 'a'`, ['a']],
  [
    'a list that is exported from here',
    `export { a }\nrequire('b')\nexport { c }\nimport d from 'd'`,
    ['b', 'd'],
  ],
  ['resolved', `require.resolve('a'); import.meta.resolve('b')`, ['a', 'b']],
  ['spread', `f(...require('a'))`, ['a']],
  [
    'names of properties',
    `const a = { import: 'b', require: 'c', export: 'd' }; a.import; a?.require('e')`,
    [],
  ],
  ['words of every object', 'constructor; require(constructor); toString.import', []],
  ['a type named string', 'require(string); import(template)', []],
  ['the address of something else', `new URL('a', base); new URL('b', import.meta.env)`, []],
  ['after the mark of another program', `#!/usr/bin/env -S node "import 'a'"\nimport 'b'`, ['b']],
])('%s', (_, text, expected) => {
  expect(moduleSpecifiers(text)).toEqual(expected)
})

test('text made to be slow is read in time', () => {
  const started = performance.now()
  for (const piece of ['/*', '`', 'import/**/', "import '", 'new URL(', '\\'])
    moduleSpecifiers(piece.repeat(50_000))
  expect(performance.now() - started).toBeLessThan(5_000)
})

// A literal that looks like an import, in every place where a regular expression may stand, and a division where it may not.
test.each([
  'const r = /from "calc-js"/g; $',
  'const r = /import x from "calc-js"/; $',
  `const r = /import 'calc-js'/, s = /require("calc-js")/; $`,
  'f(/import "calc-js"/, [/import "calc-js"/], { a: /import "calc-js"/ }); $',
  'return /import "calc-js"/; $',
  'if (a) /import "calc-js"/.test(b); $',
  'while (f(a)) /import "calc-js"/.exec(b)\n$',
  'a => /import "calc-js"/; $',
  'a ? /import "calc-js"/ : /import "calc-js"/; $',
  '!/import "calc-js"/.test(a) && /import "calc-js"/; $',
  '{ a() }\n/import "calc-js"/.test(b); $',
  'case /import "calc-js"/: $',
  'typeof /import "calc-js"/; void /`/; $',
  'function f() {}\n/`"/.test(a); $',
  'const r = /["`\']/, s = /[/]`/, t = /\\/`/; $',
  'a = b / c; d = "/"; $',
  'a = (b + c) / d; e = f[0] / g / h; $',
  'a++ / b; c = "/"; d-- / 2; $',
  'const o = { a: 1 } / 2; $',
  'a!/b; c = `/`; $',
  'x = 1 / 2; y = 1. / 3; z = "`"; $',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the text of a template
  'const a = `${/`/.test(b) ? `${"}"}` : { c: `}` }.c}`; $',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the text of a template
  'const a = `${ `import "calc-js"` } import "calc-js"`; $',
  'const a = `\\`import "calc-js"`; $',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the text of a template
  'const a = `${b}` / 2; c = `/`; $',
  'const a = this / 2, b = "`"; $',
  'const a = x.return / 2; b = "`" / 3; $',
  'const a = "\\"import \\"calc-js\\""; $',
  `const a = 'don\\'t'; $`,
  '// import "calc-js"\n/* ` */ $',
  'const a = b < c / d > e; f = "`"; $',
  'for (const a of /import "calc-js"/[Symbol.split](b)) {} $',
  'class A { static { /`/ } get b() { return /`/ } } $',
  'do /`/.test(a); while (b) $',
  'async () => { for await (const a of b) /import "calc-js"/.test(a); }; $',
  'a = b ? { c: /`/ } : [/`/]; $',
  'let x = y as any / 2; $',
])('%s: only what stands for $ is imported', (code) => {
  // What the TypeScript compiler, 6.0, finds in the same text.
  expect(
    moduleSpecifiers(code.replaceAll('$', (sign, at) => (at === code.length - 1 ? `import('real')` : sign))),
  ).toEqual(['real'])
})

test.each<[string, string[]]>([
  [`const a = <p>import x from "calc-js"</p>\nimport('b')`, ['b']],
  [`const a = <p>don't say \`import "calc-js"\`: http://x</p>; import('b')`, ['b']],
  [
    `const a = <p title="it's > import('x')" {...c} d={import('e')}>{import('f')} g</p>; import('b')`,
    ['b', 'e', 'f'],
  ],
  [`const a = <><b/>/* ' */<c.d e-f:g='>' /></>; import('b')`, ['b']],
  [`const a = <ul>{items.map((i) => <li key={i}>it's {i} / {'}'}</li>)}</ul>; import('b')`, ['b']],
  [`const a = b ? <p>'</p> : <i>\`</i>; import('b')`, ['b']],
  [`return (\n<a href="x">\n/ {" "} '\n</a>)\n/ 2; import('b')`, ['b']],
  [`const f = <T,>(x: T) => x; import('b')`, ['b']],
  [`const f = <T extends U>(x: T) => <p>'</p>; import('b')`, ['b']],
  [`interface F { <T>(x: T): void }; const a = 'b'; import('b')`, ['b']],
  [`const a = <Select<string> onChange={(v) => v}>it's</Select>; import('b')`, ['b']],
  [`const a = <p>{/* it's \` */}</p>; import('b')`, ['b']],
  [`const a = <a b=<i>'</i> />; import('b')`, ['b']],
  [`if (a < b) c = d > e; import('b')`, ['b']],
  [`const x = f<A>(b), y = new Map<string, B>(); import('b')`, ['b']],
])('JSX: %s imports %j', (code, expected) => {
  expect(moduleSpecifiers(code)).toEqual(expected)
})

test('without JSX a type assertion is none', () => {
  expect(moduleSpecifiers(`const a = <any>b; const c = <T>'</any>'; import('d')`, { jsx: false })).toEqual([
    'd',
  ])
})
