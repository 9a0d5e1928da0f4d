import { expect, test } from 'vitest'
import { compareVersions } from './version'

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
    '1.0.1-9007199254740992',
    '1.0.1-9007199254740993',
    '1.0.1',
    '1.0.1+1',
    '1.0.1+01',
  ]
  expect(ordered.toReversed().sort(compareVersions)).toEqual(ordered)
})
