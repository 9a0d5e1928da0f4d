import { expect, test } from 'vitest'
import { missReasons } from './miss-reason'

// Names as Nx 23.3 gives them in the details of a hash.
test.each([
  [
    'workspace:[{workspaceRoot}/nx.json,{workspaceRoot}/.gitignore]',
    'Nx hashes nx.json, .gitignore and .nxignore into every task',
    true,
  ],
  ['@my/page:TsConfig', 'Nx hashes the root tsconfig into every task', true],
  ['@my/page:ProjectConfiguration', 'Nx hashes the configuration of projects, here of @my/page', true],
  ['AllExternalDependencies', 'all npm packages', false],
  ['npm:zod', 'the npm package zod', false],
  ['env:RUSTFLAGS', 'the environment variable RUSTFLAGS', false],
  ['@my/page:packages/page/**/*', 'any file in packages/page', false],
  ['**/pkg/**/*:packages/engine/pkg', 'what tasks have left in packages/engine/pkg, by **/pkg/**/*', false],
])('%s is said in words', (detail, text, isUnavoidable) => {
  const before = { hash: '1', details: { command: 'a', [detail]: 'a' }, key: null, explained: {} }
  const after = { hash: '2', details: { command: 'a', [detail]: 'b' }, key: null, explained: {} }
  expect(missReasons(before, after)).toEqual([{ text, isUnavoidable }])
})

test('a task that is gone has no details to compare', () => {
  const before = { hash: '1', details: {}, key: null, explained: {} }
  expect(missReasons(before, undefined).map(({ text }) => text)).toEqual(['there is no such task any more'])
})
