import { packageManagerOf } from '@nx-crane/graph'
import { treeOf } from '@nx-crane/graph/test-kit/files-tree'
import { expect, test } from 'vitest'
import { unsupportedNx } from './supported-nx'

const yarn = () => packageManagerOf(treeOf({ 'yarn.lock': '' }))

test.each([
  [
    '22.7.1',
    /^nx-crane needs Nx 23 or 24, but this is Nx 22\.7\.1: .*\. Run yarn nx migrate 23, then yarn install, then yarn nx migrate --run-migrations$/,
  ],
  ['19.0.0-beta.1', /nx migrate/],
  ['25.0.0', /Update nx-crane: yarn add -D nx-crane@latest$/],
])('Nx %s is refused with the way out', (version, message) =>
  expect(unsupportedNx(yarn, version)).toMatch(message),
)

test.each(['23.0.0', '24.0.6', '24.1.0-beta.2', null])('Nx %s is not, and nothing is read', (version) => {
  const read = () => {
    throw new Error('read')
  }
  expect(unsupportedNx(read, version)).toBeNull()
})
