import { packageManagerOf } from '@nx-crane/graph'
import { treeOf } from '@nx-crane/graph/test-kit/files-tree'
import { expect, test } from 'vitest'
import { requireSupportedNx } from './supported-nx'

const check = (files: Record<string, string>, installed: string | null) => () => {
  const tree = treeOf(files)
  requireSupportedNx(tree, installed, packageManagerOf(tree))
}
const packageJson = (nx: string) => JSON.stringify({ devDependencies: { nx } })

test.each<[string, Record<string, string>, string | null, string]>([
  ['what is installed', { 'package.json': packageJson('^22.0.0') }, '22.7.12', 'Nx 22.7.12'],
  ['what is declared', { 'package.json': packageJson('~21.3.1') }, null, 'Nx ~21.3.1'],
  ['a workspace with Nx from elsewhere', { 'nx.json': '{}' }, '20.0.0', 'Nx 20.0.0'],
  [
    'an Nx that installs itself',
    { 'nx.json': '{ "installation": { "version": "19.8.0" } }' },
    null,
    'Nx 19.8.0',
  ],
])('an Nx that is too old is refused: %s', (_, files, installed, said) => {
  expect(check(files, installed)).toThrow(said)
})

test.each<[string, Record<string, string>, string | null]>([
  ['a new one', { 'package.json': packageJson('23.0.0') }, '23.0.0'],
  ['the newest', { 'package.json': packageJson('latest') }, null],
  ['none', { 'package.json': '{}' }, null],
  ['the one that Lerna brought', { 'package.json': '{ "devDependencies": { "lerna": "8.0.0" } }' }, '20.8.0'],
])('and no other: %s', (_, files, installed) => {
  expect(check(files, installed)).not.toThrow()
})

test('the way out is said in the words of the package manager', () => {
  const files = { 'package.json': packageJson('22.0.0'), 'pnpm-lock.yaml': '' }
  expect(check(files, '22.0.0')).toThrow(
    'run pnpm exec nx migrate 23, then pnpm install, then pnpm exec nx migrate --run-migrations, then run this again',
  )
})
