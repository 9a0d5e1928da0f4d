import { expect, test } from 'vitest'
import { filesIn, unreachedModules } from './reach'

const code = 'export const one = 1\n'
const reached = new Set(['packages/a/src/used.ts'])
const faultsOf = (texts: Record<string, string>, modules: readonly string[] = []) =>
  unreachedModules(
    Object.entries(texts).map(([file, text]) => ({ file, text })),
    { reached, waiting: [{ modules, reason: 'a test' }] },
  ).map(({ file, message }) => `${file}: ${message}`)

test.each([
  ['a module of a bundle', { 'packages/a/src/used.ts': code }, []],
  [
    'types',
    { 'packages/a/src/b.ts': `import type { X } from './x'\nexport interface B { x: X }\ntype C = B` },
    [],
  ],
  [
    'a table of contents',
    { 'packages/a/src/index.ts': `export * from './used'\nexport { one } from './b'` },
    [],
  ],
  ['a file that waits', { 'packages/a/src/later.ts': code }, ['packages/a/src/later.ts']],
  ['a directory that waits', { 'packages/a/src/later/b.ts': code }, ['packages/a/src/later/']],
])('%s may be there', (_, texts, waiting) => {
  expect(faultsOf(texts, waiting)).toEqual([])
})

test.each([
  ['a function', 'export function b() {}'],
  ['a class beside types', 'interface A {}\nexport class B implements A {}'],
  ['what does something when it is loaded', `import './x'\nconsole.log(1)`],
])('%s that no bundle holds is a fault', (_, text) => {
  expect(faultsOf({ 'packages/a/src/b.ts': text })).toEqual([
    'packages/a/src/b.ts: no bundle reaches this: delete it, or say what it waits for',
  ])
})

test('a directory is not the beginning of a name', () => {
  expect(
    faultsOf({ 'packages/a/src/later-on.ts': code, 'packages/a/src/later/b.ts': code }, [
      'packages/a/src/later/',
    ]),
  ).toEqual(['packages/a/src/later-on.ts: no bundle reaches this: delete it, or say what it waits for'])
})

test('what is reached no longer waits', () => {
  expect(
    faultsOf({ 'packages/a/src/used.ts': code }, ['packages/a/src/used.ts', 'packages/a/src/gone/']),
  ).toEqual([
    'packages/a/src/used.ts: is said to wait, but nothing there is unreached',
    'packages/a/src/gone/: is said to wait, but nothing there is unreached',
  ])
})

// As esbuild 0.28 writes it for a package that imports another one.
test('the files of a bundle are those that left something in it', () => {
  const output = (inputs: Record<string, number>) => ({
    ...{ bytes: 1, imports: [], exports: [] },
    inputs: Object.fromEntries(
      Object.entries(inputs).map(([file, bytesInOutput]) => [file, { bytesInOutput }]),
    ),
  })
  const outputs = {
    'dist/index.js': output({ 'src/index.ts': 12, '../a/src/index.ts': 0 }),
    'dist/chunks/b.js': output({ '../a/src/used.ts': 3 }),
  }
  expect(filesIn({ inputs: {}, outputs }, 'packages/b')).toEqual([
    'packages/b/src/index.ts',
    'packages/a/src/used.ts',
  ])
})
