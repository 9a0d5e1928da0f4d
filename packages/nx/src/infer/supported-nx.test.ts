import { expect, test } from 'vitest'
import { unsupportedNx } from './supported-nx'

test.each([
  ['22.7.1', /^nx-crane needs Nx 23 or 24, and this is Nx 22\.7\.1: .*`nx migrate 23`/],
  ['19.0.0-beta.1', /nx migrate/],
  ['25.0.0', /Update nx-crane$/],
])('Nx %s is refused with the way out', (version, message) => expect(unsupportedNx(version)).toMatch(message))

test.each(['23.0.0', '24.0.6', '24.1.0-beta.2', null])('Nx %s is not', (version) => {
  expect(unsupportedNx(version)).toBeNull()
})
