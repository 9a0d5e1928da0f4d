import { expect, test } from 'vitest'
import { compareVersions, satisfies } from './version'

test('versions order as in semver, build metadata last', () => {
  const ordered = [
    '0.1.0',
    '0.2.0',
    '0.10.0',
    '1.0.0-alpha',
    '1.0.0-alpha.1',
    '1.0.0-alpha.beta',
    '1.0.0-beta.2',
    '1.0.0-beta.11',
    '1.0.0',
    '1.0.0+1',
    '1.0.0+2',
    '1.0.0+10',
    '1.0.0+a',
  ]
  expect(ordered.toReversed().sort(compareVersions)).toEqual(ordered)
})

// Expected values: the tables of "Specifying Dependencies" in the Cargo book.
test.each([
  ['1.2.3', ['1.2.3', '1.9.0'], ['1.2.2', '2.0.0', '1.3.0-beta']],
  ['1.2', ['1.2.0', '1.9.0'], ['1.1.9', '2.0.0']],
  ['^1', ['1.0.0', '1.9.9'], ['0.9.0', '2.0.0']],
  ['0.2.3', ['0.2.3', '0.2.9'], ['0.3.0', '0.2.2']],
  ['^0.0.3', ['0.0.3'], ['0.0.4', '0.0.2']],
  ['0.0', ['0.0.0', '0.0.9'], ['0.1.0']],
  ['^0', ['0.0.0', '0.9.9'], ['1.0.0']],
  ['~1.2.3', ['1.2.3', '1.2.9'], ['1.3.0', '1.2.2']],
  ['~1.2', ['1.2.0', '1.2.9'], ['1.3.0']],
  ['~1', ['1.0.0', '1.9.9'], ['2.0.0']],
  ['*', ['0.0.0', '9.9.9'], ['1.0.0-pre']],
  ['1.*', ['1.0.0', '1.9.0'], ['2.0.0']],
  ['1.2.*', ['1.2.0', '1.2.9'], ['1.3.0']],
  ['=1.2.3', ['1.2.3'], ['1.2.4']],
  ['= 1.2', ['1.2.3'], ['1.3.0']],
  ['>1.2', ['1.3.0'], ['1.2.9']],
  ['>= 1.2.0', ['1.2.0', '9.0.0'], ['1.1.0']],
  ['<2', ['1.9.9'], ['2.0.0']],
  ['<=1.2', ['1.2.9'], ['1.3.0']],
  ['>=1, <1.5', ['1.0.0', '1.4.9'], ['1.5.0']],
  ['1.0.0-rc.1', ['1.0.0-rc.2', '1.0.0', '1.2.0'], ['1.0.1-rc.1', '1.0.0-beta']],
])('%s takes %j and not %j', (requirement, taken, refused) => {
  expect(taken.filter((version) => !satisfies(version, requirement))).toEqual([])
  expect(refused.filter((version) => satisfies(version, requirement))).toEqual([])
})
