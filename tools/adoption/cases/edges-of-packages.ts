import type { AdoptionCase, Files } from '../adoption-case'
import { json, npmPackage, plainRoot, WASM, wasmLibrary } from './manifests'

// Which packages a package is made from, as npm sees it; Nx must see the same, and never that of the last command.

const page = (dir: string, fields: object): Files => npmPackage(dir, fields)

export const edgesOfPackages: readonly AdoptionCase[] = [
  {
    name: 'packages-linked-by-path',
    files: {
      ...plainRoot(),
      ...page('a', { name: 'a' }),
      ...page('b', { name: 'b', dependencies: { a: 'link:../a' } }),
      ...page('c', { name: 'c', dependencies: { a: 'portal:../a' } }),
      ...page('d', { name: 'd', dependencies: { a: '../a' } }),
      ...page('e', { name: 'e', dependencies: { a: 'file:../a' } }),
      ...page('f', { name: 'f', devDependencies: { a: 'link:..\\a' } }),
      ...page('g', { name: 'g', dependencies: { 'another-name': 'link:../a' } }),
    },
    projects: { a: 'a', b: 'b', c: 'c', d: 'd', e: 'e', f: 'f', g: 'g' },
    added: {},
    edges: ['b → a', 'c → a', 'd → a', 'e → a', 'f → a', 'g → a'],
    alsoOnNx24: true,
  },
  {
    name: 'link-into-a-build-folder',
    files: {
      ...plainRoot(),
      ...page('api', { name: '@acme/api', main: 'dist/index.js' }),
      ...page('web', { name: 'web', dependencies: { '@acme/api': 'link:../api/dist' } }),
    },
    projects: { api: '@acme/api', web: 'web' },
    added: {},
    edges: ['web → @acme/api'],
  },
  {
    name: 'nested-workspaces-below-a-root-without-any',
    files: {
      ...plainRoot(),
      'js/package.json': json({ name: 'js', private: true, workspaces: ['packages/*'] }),
      ...page('js/packages/core', { name: '@acme/core' }),
      ...page('js/packages/app', {
        name: '@acme/app',
        dependencies: { '@acme/core': '*', '@acme/calc': '*' },
      }),
      ...wasmLibrary('js/packages/calc', 'calc'),
      ...page('js/packages/calc', { name: '@acme/calc', main: 'pkg/calc.js' }),
    },
    projects: {
      js: 'js',
      'js/packages/core': '@acme/core',
      'js/packages/app': '@acme/app',
      'js/packages/calc': 'calc',
    },
    added: { 'js/packages/calc': WASM },
    edges: ['@acme/app → @acme/core', '@acme/app → calc'],
  },
]
