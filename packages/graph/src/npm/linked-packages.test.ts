import { expect, test } from 'vitest'
import { app, BESIDE, edgesOf, npm, ROOT, WASM } from '../../test-kit/sample-workspace'

const LIB = { 'libs/lib/package.json': npm('lib', { version: '1.2.0' }) }
const LIBS = { 'package.json': npm('root', { workspaces: ['apps/*', 'libs/*'] }) }
const NAMELESS_ROOT = { 'package.json': '{ "private": true }' }

// each row: what each package manager that takes the specifier linked when it installed these files (npm 11, pnpm 9 and 10,
// Yarn 1 and 4, bun 1.4)
test.each<[string, Record<string, string>, string[]]>([
  ['link:', { ...LIB, ...app({ lib: 'link:../../libs/lib' }) }, ['app → libs/lib (npm)']],
  ['portal:', { ...LIB, ...app({ lib: 'portal:../../libs/lib' }) }, ['app → libs/lib (npm)']],
  ['file:', { ...LIB, ...app({ lib: 'file:../../libs/lib' }) }, ['app → libs/lib (npm)']],
  ['a bare path', { ...LIB, ...app({ lib: '../../libs/lib' }) }, ['app → libs/lib (npm)']],
  ['a path of Windows', { ...LIB, ...app({ lib: 'link:..\\..\\libs\\lib' }) }, ['app → libs/lib (npm)']],
  ['a bare path of Windows', { ...LIB, ...app({ lib: '..\\..\\libs\\lib' }) }, ['app → libs/lib (npm)']],
  [
    'file: without dots',
    { ...LIB, 'package.json': npm('r', { dependencies: { lib: 'file:libs/lib' } }) },
    ['root → libs/lib (npm)'],
  ],
  ['a build folder', { ...LIB, ...app({ lib: 'link:../../libs/lib/dist' }) }, ['app → libs/lib (npm)']],
  ['a build folder of the same package', app({ lib: 'link:./dist' }), []],
  ['a directory of no package', { ...LIBS, ...app({ lib: 'file:../../vendor/lib' }) }, []],
  ['a packed package', { ...LIB, ...app({ lib: 'file:../../libs/lib/lib.tgz' }) }, []],
  [
    'a path of Yarn, relative to the root',
    { ...LIBS, ...LIB, ...app({ lib: 'workspace:libs/lib' }) },
    ['app → libs/lib (npm)'],
  ],
  [
    'a workspace below a root that has none',
    {
      ...NAMELESS_ROOT,
      'web/package.json': npm('web', { workspaces: ['apps/*', 'libs/*'] }),
      'web/apps/app/package.json': npm('app', { dependencies: { lib: '^1.0.0' } }),
      'web/libs/lib/package.json': npm('lib', { version: '1.2.0' }),
    },
    ['web/apps/app → web/libs/lib (npm)'],
  ],
  [
    'a member that is a root of its own',
    {
      'package.json': npm('root', { workspaces: ['libs/*'] }),
      ...LIB,
      'libs/a/package.json': npm('a', { workspaces: ['sub/*'], dependencies: { lib: '*', b: '*' } }),
      'libs/a/sub/b/package.json': npm('b', { version: '1.0.0' }),
    },
    ['libs/a → libs/a/sub/b (npm)', 'libs/a → libs/lib (npm)'],
  ],
  [
    'a wasm crate in such a workspace',
    {
      'web/package.json': npm('web', { workspaces: ['apps/*', 'chart'] }),
      'web/apps/app/package.json': npm('app', { dependencies: { chart: '*' } }),
      'web/chart/package.json': npm('chart', { version: '1.0.0' }),
      'web/chart/Cargo.toml': WASM['crates/chart/Cargo.toml'],
      'web/chart/src/lib.rs': '',
    },
    ['web/apps/app → web/chart (wasm)'],
  ],
  [
    'pnpm-workspace.yaml beside a nameless package.json',
    {
      ...NAMELESS_ROOT,
      'pnpm-workspace.yaml': 'packages:\n  - apps/*\n  - libs/*\n',
      ...LIB,
      ...app({ lib: 'workspace:*' }),
    },
    ['app → libs/lib (npm)'],
  ],
  [
    'lerna.json',
    {
      ...NAMELESS_ROOT,
      'lerna.json': '{ "packages": ["apps/*", "libs/*"] }',
      ...LIB,
      ...app({ lib: '^1.0.0' }),
    },
    ['app → libs/lib (npm)'],
  ],
  [
    'lerna.json that names none',
    {
      'lerna.json': '{ "version": "independent" }',
      'packages/a/package.json': npm('a', { dependencies: { b: '^1.0.0' } }),
      'packages/b/package.json': npm('b', { version: '1.0.0' }),
    },
    ['packages/a → packages/b (npm)'],
  ],
  [
    'overrides of npm',
    {
      'package.json': npm('root', { workspaces: ['apps/*'], overrides: { lib: 'file:./libs/lib' } }),
      ...LIB,
      ...app({ lib: '^1.0.0' }),
    },
    ['app → libs/lib (npm)'],
  ],
  [
    'resolutions of Yarn',
    {
      'package.json': npm('root', { workspaces: ['apps/*'], resolutions: { '**/lib': 'portal:./libs/lib' } }),
      ...LIB,
      ...app({ lib: '^9' }),
    },
    ['app → libs/lib (npm)'],
  ],
  [
    'overrides of pnpm',
    {
      'package.json': npm('root', {
        workspaces: ['apps/*'],
        pnpm: { overrides: { lib: 'link:./libs/lib' } },
      }),
      ...LIB,
      ...app({ lib: '^1.0.0' }),
    },
    ['app → libs/lib (npm)'],
  ],
])('%s', (_, files, expected) => {
  expect(edgesOf(files)).toEqual(expected)
})

// each lock as its package manager wrote it, what decides nothing left out
test.each<[string, Record<string, string>, string[]]>([
  [
    'bun linked a member',
    { 'bun.lock': bunLock('"@acme/chart": ["@acme/chart@workspace:crates/chart"],') },
    ['app → chart (wasm)'],
  ],
  [
    'bun took it from the registry',
    { 'bun.lock': bunLock('"@acme/chart": ["@acme/chart@1.0.0", "", {}, "sha512-a=="],') },
    [],
  ],
  [
    'bun installed another for one package',
    {
      'bun.lock': bunLock(
        '"@acme/chart": ["@acme/chart@workspace:crates/chart"],\n"app/@acme/chart": ["@acme/chart@1.0.0", "", {}, "sha512-a=="],',
      ),
    },
    [],
  ],
  ['a lock of bun that is none', { 'bun.lock': '{' }, ['app → chart (wasm)']],
  [
    'pnpm injected a member',
    {
      'pnpm-lock.yaml':
        "lockfileVersion: '9.0'\n\nimporters:\n\n  apps/app:\n    dependencies:\n      '@acme/chart':\n        specifier: ^1.0.0\n        version: file:crates/chart(react@18.0.0)\n",
    },
    ['app → chart (wasm)'],
  ],
  [
    'the lock of the package manager that is named counts',
    {
      'package.json': npm('root', { workspaces: ['crates/*', 'apps/*'], packageManager: 'npm@11.0.0' }),
      'yarn.lock': '"@acme/chart@^1.0.0":\n  version "1.0.0"\n',
      'package-lock.json': JSON.stringify({
        packages: { 'node_modules/@acme/chart': { resolved: 'crates/chart', link: true } },
      }),
    },
    ['app → chart (wasm)'],
  ],
  [
    'npm-shrinkwrap.json counts before package-lock.json',
    {
      'npm-shrinkwrap.json': JSON.stringify({
        packages: { 'node_modules/@acme/chart': { version: '1.0.0' } },
      }),
      'package-lock.json': JSON.stringify({
        packages: { 'node_modules/@acme/chart': { resolved: 'crates/chart', link: true } },
      }),
    },
    [],
  ],
])('%s', (_, lock, expected) => {
  expect(edgesOf({ ...ROOT, ...BESIDE, ...app({ '@acme/chart': '^1.0.0' }), ...lock })).toEqual(expected)
})

function bunLock(packages: string): string {
  return `{
  "lockfileVersion": 2,
  "workspaces": { "": { "name": "root", }, "apps/app": { "name": "app", }, },
  "packages": {
    ${packages}
  }
}`
}
