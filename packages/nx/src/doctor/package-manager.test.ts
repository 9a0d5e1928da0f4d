import { treeOf } from '@nx-crane/cargo/files-tree'
import { expect, test } from 'vitest'
import { packageManagerOf } from './package-manager'

test.each([
  [{}, ['npm install', 'npx nx', 'npm install --save-dev a b']],
  [{ 'package-lock.json': '{}' }, ['npm install', 'npx nx', 'npm install --save-dev a b']],
  [{ 'pnpm-lock.yaml': '' }, ['pnpm install', 'pnpm exec nx', 'pnpm add --save-dev a b']],
  [
    { 'pnpm-lock.yaml': '', 'pnpm-workspace.yaml': '' },
    ['pnpm install', 'pnpm exec nx', 'pnpm add --save-dev --workspace-root a b'],
  ],
  [{ 'yarn.lock': '__metadata:\n' }, ['yarn install', 'yarn nx', 'yarn add --dev a b']],
  [
    { 'yarn.lock': '# yarn lockfile v1\n', 'package.json': '{ "workspaces": [] }' },
    ['yarn install', 'yarn nx', 'yarn add --dev --ignore-workspace-root-check a b'],
  ],
  [{ 'bun.lock': '{}' }, ['bun install', 'bunx nx', 'bun add --dev a b']],
  [
    { 'package.json': '{ "packageManager": "pnpm@10.0.0" }', 'package-lock.json': '{}' },
    ['pnpm install', 'pnpm exec nx', 'pnpm add --save-dev a b'],
  ],
  [{ 'package.json': '{ broken' }, ['npm install', 'npx nx', 'npm install --save-dev a b']],
])('%j', (files, commands) => {
  const manager = packageManagerOf(treeOf({ 'README.md': '', ...files }))
  expect([manager.install, manager.run('nx'), manager.add('a', 'b')]).toEqual(commands)
})

test.each([
  [{}, 'npx nx-crane init'],
  [{ 'pnpm-lock.yaml': '' }, 'pnpm dlx nx-crane init'],
  [{ 'yarn.lock': '__metadata:\n' }, 'yarn dlx nx-crane init'],
  [{ 'yarn.lock': '# yarn lockfile v1\n' }, 'npx nx-crane init'],
  [{ 'bun.lockb': '' }, 'bunx nx-crane init'],
])('a package that is not installed is run, with %j', (files, command) => {
  expect(packageManagerOf(treeOf({ 'README.md': '', ...files })).fetch('nx-crane init')).toBe(command)
})
