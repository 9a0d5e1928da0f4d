import { expect, test } from 'vitest'
import { prunePackageLock } from './prune-package-lock'

const PACKAGES = {
  '': { name: 'root', workspaces: ['apps/web', 'apps/other', 'libs/*'], devDependencies: { tool: '1' } },
  'apps/other': { dependencies: { only: '1', shared: '2' } },
  'apps/web': { dependencies: { ui: '*', shared: '1' }, devDependencies: { tester: '1' } },
  'apps/web/node_modules/shared': { version: '1.0.0', dependencies: { deep: '1' } },
  'libs/ui': { peerDependencies: { react: '1' }, dependencies: { '@scope/a': '1' } },
  'node_modules/@scope/a': { version: '1.0.0', dependencies: { deep: '1' } },
  'node_modules/@scope/a/node_modules/deep': { version: '2.0.0' },
  'node_modules/deep': { version: '1.0.0' },
  'node_modules/native': { version: '1.0.0', os: ['darwin'] },
  'node_modules/only': { version: '1.0.0', dependencies: { gone: '1' } },
  'node_modules/gone': { version: '1.0.0' },
  'node_modules/other': { resolved: 'apps/other', link: true },
  'node_modules/react': { version: '1.0.0' },
  'node_modules/shared': { version: '2.0.0' },
  'node_modules/tester': { version: '1.0.0', devDependencies: { never: '1' } },
  'node_modules/never': { version: '1.0.0' },
  'node_modules/tool': { version: '1.0.0', optionalDependencies: { native: '1', absent: '1' } },
  'node_modules/ui': { resolved: 'libs/ui', link: true },
  'node_modules/web': { resolved: 'apps/web', link: true },
}
const lock = (packages: unknown, lockfileVersion = 3) =>
  `${JSON.stringify({ name: 'root', lockfileVersion, requires: true, packages }, null, 2)}\n`

test('what the packages that remain and the root need stays where it is, and nothing else', () => {
  const dirs = new Set(['apps/web', 'libs/ui'])
  const pruned = prunePackageLock(lock(PACKAGES), { dirs, workspaces: ['apps/web', 'libs/*'] })
  const packages = JSON.parse(pruned ?? '{}').packages
  expect(Object.keys(packages)).toEqual([
    '',
    'apps/web',
    'apps/web/node_modules/shared',
    'libs/ui',
    'node_modules/@scope/a',
    'node_modules/@scope/a/node_modules/deep',
    'node_modules/deep',
    'node_modules/native',
    'node_modules/react',
    'node_modules/tester',
    'node_modules/tool',
    'node_modules/ui',
    'node_modules/web',
  ])
  expect(packages['']).toEqual({ ...PACKAGES[''], workspaces: ['apps/web', 'libs/*'] })
})

test('a lock of which everything remains keeps its bytes', () => {
  const dirs = new Set(['apps/web', 'apps/other', 'libs/ui'])
  const { 'node_modules/never': _, ...packages } = PACKAGES
  expect(prunePackageLock(lock(packages), { dirs, workspaces: undefined })).toBe(lock(packages))
})

test('what version 2 says besides for npm 6 is left out', () => {
  const both = JSON.parse(lock({ '': {} }, 2))
  const text = JSON.stringify({ ...both, dependencies: { tool: { version: '1.0.0' } } }, null, 2)
  expect(prunePackageLock(text, { dirs: new Set(), workspaces: undefined })).toBe(lock({ '': {} }))
})

test.each(['{', '[]', '{"lockfileVersion":1,"dependencies":{}}'])('%s is no such lock', (text) => {
  expect(prunePackageLock(text, { dirs: new Set(), workspaces: undefined })).toBeNull()
})
