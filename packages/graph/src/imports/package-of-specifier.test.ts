import { expect, test } from 'vitest'
import { packageOfSpecifier } from './package-of-specifier'

test.each([
  ['chart', 'chart'],
  ['chart/web', 'chart'],
  ['@acme/chart/web', '@acme/chart'],
  ['./chart', null],
  ['#chart', null],
  ['node:fs', null],
  ['@acme', null],
])('%s is imported from %s', (specifier, expected) => {
  expect(packageOfSpecifier(specifier)).toBe(expected)
})
