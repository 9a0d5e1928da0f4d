import { expect, test } from 'vitest'
import { parseTypeScriptPackage } from './package-manifest'

test('a manifest gives what decides edges', () => {
  const text = JSON.stringify({
    name: '@acme/chart',
    version: '1.2.3',
    private: true,
    main: './pkg/chart.js',
    exports: { '.': { types: './pkg/chart.d.ts', default: ['./pkg/chart.js'] } },
    files: ['pkg'],
    dependencies: { a: '^1' },
    peerDependencies: { a: '*', b: '>=2' },
    devDependencies: { c: 3 },
  })
  expect(parseTypeScriptPackage(`\uFEFF${text}`, 'libs/chart/package.json').package).toEqual({
    name: '@acme/chart',
    isNamed: true,
    developmentEntry: null,
    manifest: 'libs/chart/package.json',
    dir: 'libs/chart',
    version: '1.2.3',
    scripts: {},
    dependencies: { a: '^1', b: '>=2' },
    workspaces: [],
    overrides: {},
    packageManager: null,
    isPrivate: true,
    entryPoints: ['./pkg/chart.d.ts', './pkg/chart.js', 'pkg'],
  })
})

test.each([
  ['{"type": "module"}', null],
  ['{"dependencies": {"a": "1"}}', 'chart'],
  ['{"workspaces": {"packages": ["a"]}}', 'chart'],
])('without a name: %s', (text, expected) => {
  const found = parseTypeScriptPackage(text, 'libs/chart/package.json').package
  expect(found?.name ?? null).toBe(expected)
  expect(found?.isNamed ?? false).toBe(false)
})

test.each([
  ['a missing comma', '{\n  "name": "a"\n  "version": "1"\n}', 'INVALID_JSON', 3],
  ['a trailing comma', '{\n  "name": "a",\n}', 'INVALID_JSON', 3],
  ['a comment', '{\n  // name\n  "name": "a"\n}', 'INVALID_JSON', 2],
  ['an end too early', '{\n  "name": "a"', 'INVALID_JSON', 2],
  ['more after the end', '{}\n{}', 'INVALID_JSON', 2],
  ['an empty file', '', 'EMPTY_PACKAGE_JSON', 1],
  ['spaces', ' \n', 'EMPTY_PACKAGE_JSON', 1],
  ['deep nesting that never closes', `\n${'['.repeat(200_000)}`, 'INVALID_JSON', 2],
  ['a merge conflict', '{\n  "name": "a",\n<<<<<<< ours\n}', 'MERGE_CONFLICT', 3],
  ['a list', '[]', 'INVALID_PACKAGE_JSON', 1],
])('%s is one diagnostic with its line', (_, text, code, line) => {
  const { package: found, diagnostics } = parseTypeScriptPackage(text, 'a/package.json')
  expect(found).toBeNull()
  expect(diagnostics).toEqual([expect.objectContaining({ file: 'a/package.json', code, line })])
})

test.each([
  [{ '.': { development: './src/index.ts', default: './dist/index.js' } }, './src/index.ts'],
  [{ development: './src/index.ts', default: './dist/index.js' }, './src/index.ts'],
  [{ '.': { default: './dist/index.js' }, './other': { development: './src/other.ts' } }, null],
  [{ '.': './dist/index.js' }, null],
  ['./dist/index.js', null],
])('a dev server enters a package with the exports %j at %j', (exports, entry) => {
  const text = JSON.stringify({ name: 'a', exports })
  expect(parseTypeScriptPackage(text, 'package.json').package?.developmentEntry).toBe(entry)
})
