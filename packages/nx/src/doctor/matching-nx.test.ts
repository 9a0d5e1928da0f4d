import { expect, test } from 'vitest'
import { matchingNx } from './matching-nx'

// `npm view nx versions` and `npm view @nx/devkit versions`, 2026-11: Nx alone has 24.0.2, 24.0.5 and 24.0.6
const published = ['23.3.0', '23.3.1', '23.3.2', '24.0.0']

test.each([
  ['what Nx has, the devkit gets', { nx: '23.3.1', devkit: '23.1.0', published }, '23.3.1'],
  ['of another major as well', { nx: '23.3.1', devkit: '24.0.0', published }, '23.3.1'],
  ['an Nx without a devkit goes back to one', { nx: '24.0.5', devkit: '24.0.0', published }, '24.0.0'],
  ['and both move where neither will do', { nx: '24.0.5', devkit: '22.0.0', published }, '24.0.0'],
  [
    'without a registry Nx gets what the devkit has',
    { nx: '24.0.5', devkit: '24.0.0', published: [] },
    '24.0.0',
  ],
  ['unless that is too old', { nx: '24.0.5', devkit: '22.0.0', published: [] }, null],
])('%s', (_, versions, expected) => expect(matchingNx(versions)).toBe(expected))
