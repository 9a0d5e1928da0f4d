import { expect, test } from 'vitest'
import { CONTESTANTS, contestantsNamed } from './contestants'

test.each([
  [[], CONTESTANTS.map(({ name }) => name)],
  [['moon'], ['moon']],
  [
    ['Turbo', 'plain'],
    ['plain Nx', 'Turborepo'],
  ],
])('--tools %j is %j', (parts, names) => {
  expect(contestantsNamed(parts).map(({ name }) => name)).toEqual(names)
})

test('a tool that there is not is refused', () => {
  expect(() => contestantsNamed(['moon', 'bazel'])).toThrow('"bazel" is in none of "nx-crane, cargo", ')
})
