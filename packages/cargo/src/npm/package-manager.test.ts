import { expect, test } from 'vitest'
import { treeOf } from '../files-tree'
import { packageManagerOf } from './package-manager'

const declaring = (packageManager: string) => ({ 'package.json': JSON.stringify({ packageManager }) })

// each row: what the package manager's own documentation of `add` says, and for the roots of workspaces what it asks for
test.each<[string, Record<string, string>, string]>([
  ['nothing', {}, 'npm install --save-dev'],
  ['a broken package.json', { 'package.json': '{' }, 'npm install --save-dev'],
  ['a lock of npm', { 'package-lock.json': '' }, 'npm install --save-dev'],
  ['a lock of pnpm', { 'pnpm-lock.yaml': '' }, 'pnpm add --save-dev'],
  [
    'a workspace of pnpm',
    { 'pnpm-lock.yaml': '', 'pnpm-workspace.yaml': '' },
    'pnpm add --save-dev --workspace-root',
  ],
  ['a lock of classic yarn', { 'yarn.lock': '' }, 'yarn add --dev --ignore-workspace-root-check'],
  ['a lock of newer yarn', { 'yarn.lock': '', '.yarnrc.yml': '' }, 'yarn add --dev'],
  ['a lock of bun', { 'bun.lock': '' }, 'bun add --dev'],
  ['a declared one', declaring('pnpm@9.1.0+sha512.abc'), 'pnpm add --save-dev'],
  ['a declared newer yarn', declaring('yarn@4.1.0'), 'yarn add --dev'],
  ['a declared one beside another’s lock', { ...declaring('bun@1.2.0'), 'yarn.lock': '' }, 'bun add --dev'],
  [
    'an engine of development',
    { 'package.json': '{"devEngines":{"packageManager":{"name":"pnpm","version":"^9"}}}' },
    'pnpm add --save-dev',
  ],
  [
    'one that nobody knows',
    { ...declaring('cnpm@1.0.0'), 'yarn.lock': '', '.yarnrc.yml': '' },
    'yarn add --dev',
  ],
])('%s', (_, files, expected) => {
  expect(packageManagerOf(treeOf(files)).addDev.join(' ')).toBe(expected)
})
