import { treeOf } from '@nx-crane/graph/test-kit/files-tree'
import { expect, test } from 'vitest'
import { type CompanionsRequest, wasmCompanions } from './wasm-companions'

const installed = { nx: '23.3.1', nxIsDeclared: true, nxCrane: '0.1.0' }
const registry: Record<string, string[]> = {
  'binaryen@latest': ['132.0.0'],
  '@nx-crane/vite@^0.1.0': ['0.1.0', '0.1.2'],
  'vite@>=7 <9': ['7.0.0', '8.3.8'],
  '@nx/vite@>=23.0.0 <=23.3.1': ['23.2.1'],
}

async function wanted(request: Partial<CompanionsRequest>, packageJson = '{}'): Promise<string[]> {
  const tree = treeOf({ 'package.json': packageJson })
  const found = await wasmCompanions(
    tree,
    { installed, app: 'none', hasWasmOpt: true, ...request },
    async (specifier) => registry[specifier] ?? [],
  )
  return found.map(({ name, version }) => `${name} ${version}`)
}

test.each([
  ['a crate alone where there is a wasm-opt', {}, []],
  ['a crate where there is none', { hasWasmOpt: false }, ['binaryen 132.0.0']],
  ['an app that is there', { app: 'existing' }, ['@nx-crane/vite ^0.1.2']],
  ['a new app', { app: 'new' }, ['@nx-crane/vite ^0.1.2', 'vite ^8.3.8', '@nx/vite 23.2.1']],
  [
    'a new app, in an Nx that has no plugin for it',
    { app: 'new', installed: { ...installed, nx: '24.0.6' } },
    ['@nx-crane/vite ^0.1.2', 'vite ^8.3.8', '@nx/vite null'],
  ],
] as const)('%s', async (_case, request, expected) => {
  expect(await wanted(request)).toEqual(expected)
})

test('what is listed already is not asked about', async () => {
  const listed = JSON.stringify({ devDependencies: { '@nx-crane/vite': 'file:../x', vite: '7.1.0' } })
  expect(await wanted({ app: 'new' }, listed)).toEqual(['@nx-crane/vite *', 'vite *', '@nx/vite 23.2.1'])
})
