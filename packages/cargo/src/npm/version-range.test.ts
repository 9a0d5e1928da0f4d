import { expect, test } from 'vitest'
import { satisfiesRange } from './version-range'

// each row: what npm links; for a prerelease under `*` more than `semver.satisfies`
test.each([
  ['1.4.2', '^1.2.0', true],
  ['2.0.0', '^1.2.0', false],
  ['0.2.9', '^0.2.3', true],
  ['0.3.0', '^0.2.3', false],
  ['0.0.4', '^0.0.3', false],
  ['0.0.9', '^0.0', true],
  ['1.2.9', '~1.2.3', true],
  ['1.3.0', '~1.2.3', false],
  ['1.9.0', '~1', true],
  ['1.2.3', '1.2.3', true],
  ['1.2.4', '1.2.3', false],
  ['1.2.4', '=v1.2.4', true],
  ['1.9.9', '1.x', true],
  ['2.0.0', '1.x || 2', true],
  ['2.1.0', '1.2 - 2', true],
  ['3.0.0', '1.2 - 2', false],
  ['1.5.0', '>=1.2 <1.5', false],
  ['1.5.0', '>= 1.2 < 2', true],
  ['1.2.5', '>1.2', false],
  ['1.3.0', '>1.2', true],
  ['1.2.5', '<=1.2', true],
  ['2.0.0-alpha.1', '^2.0.0', false],
  ['2.0.0-alpha.10', '^2.0.0-alpha.2', true],
  ['2.0.0-alpha.10', '*', true],
  ['2.0.0-alpha', '<2.0.0', false],
  ['1.0.0+build', '^1.0.0', true],
  ['1.0.0', '~>1.0', true],
  ['1.0.0', '^ 1', true],
  ['1.0.0', '>=1.0.0-0 <2', true],
  ['0.0.0', '<x', false],
  ['3.1.2', '>= 3-a', false],
  ['1.0.0', '1.0.0.0', false],
  ['1.0.0', 'latest', false],
  ['1.0.0', 'git+ssh://host/x.git', false],
  ['not a version', '^1.0.0', false],
])('%s for %s: %s', (version, range, expected) => {
  expect(satisfiesRange(version, range)).toBe(expected)
})
