import type { EntryKind, PackageManifest, SourceTree } from '@nx-crane/graph'
import { expect, test } from 'vitest'
import { externalsReader, npmExternals } from './npm-externals'

const asking = (...names: string[]) =>
  ({ dependencies: Object.fromEntries(names.map((name) => [name, '*'])) }) as unknown as PackageManifest

const LOCK = {
  lockfileVersion: 3,
  packages: {
    '': { name: 'root' },
    'node_modules/zod': { version: '4.0.0' },
    'node_modules/@scope/tool': { version: '1.0.0' },
    'node_modules/deep': { version: '1.0.0' },
    'node_modules/deep/node_modules/zod': { version: '3.0.0' },
    'node_modules/local': { resolved: 'packages/local', link: true },
    'packages/local': { version: '1.0.0' },
    'packages/local/node_modules/immer': { version: '9.0.0' },
    'node_modules/immer': { version: '10.0.0' },
    'node_modules/unasked': { version: '1.0.0' },
  },
}

function treeOf(files: Readonly<Record<string, string>>): SourceTree {
  const entries = Object.keys(files).map((name): [string, EntryKind] => [name, 'file'])
  return { read: (path) => files[path], list: () => new Map(entries) }
}

const found = npmExternals(treeOf({ 'package-lock.json': JSON.stringify(LOCK) }), [
  asking('zod', 'immer', 'local', 'gone', '@scope/tool'),
])

test('are what packages ask for and the lock has, links to packages of the repository left out', () => {
  expect(found).toEqual({ hoisted: ['@scope/tool', 'immer', 'zod'], nested: ['immer'] })
})

test('of some packages are theirs alone; where one has a copy of its own they cannot be told', () => {
  const externals = externalsReader(found, [
    { ...asking('zod'), manifest: 'a/package.json' },
    { ...asking('@scope/tool', 'gone'), manifest: 'package.json' },
    { ...asking('zod', 'immer'), manifest: 'b/package.json' },
  ])
  expect(externals(['a/package.json'])).toEqual(['@scope/tool', 'zod'])
  expect(externals(['a/package.json', 'b/package.json'])).toBeNull()
  expect(externals([])).toEqual(['@scope/tool'])
})

test.each([
  ['no lock', {}],
  ['a broken lock', { 'package-lock.json': '{' }],
  ['a lock of version 1', { 'package-lock.json': '{"lockfileVersion":1,"dependencies":{}}' }],
  ["another manager's lock", { 'pnpm-lock.yaml': '' }],
])('with %s nothing is known', (_, files: Record<string, string>) => {
  expect(npmExternals(treeOf(files), [asking('zod')])).toBeNull()
})
