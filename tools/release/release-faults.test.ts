import { expect, test } from 'vitest'
import { releaseFaults } from './release-faults'

const manifests = [
  { name: 'nx-crane', version: '1.2.0' },
  { name: '@nx-crane/vite', version: '1.1.0' },
]

test.each([
  ['v1.2.0', ['@nx-crane/vite has the version 1.1.0, but the tag is v1.2.0']],
  ['1.2.0', ['the tag is "1.2.0", not v1.2.3']],
  ['v1.2.0; rm', ['the tag is "v1.2.0; rm", not v1.2.3']],
])('the tag %s', (tag, faults) => expect(releaseFaults({ tag, manifests })).toEqual(faults))

test('versions that match can be released', () => {
  expect(releaseFaults({ tag: 'v1.2.0', manifests: manifests.slice(0, 1) })).toEqual([])
})
