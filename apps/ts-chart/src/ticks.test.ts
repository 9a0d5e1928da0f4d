import { expect, test } from 'vitest'
import { ticks } from './ticks.js'

test.each([
  [{ from: 0, to: 100 }, 5, [0, 20, 40, 60, 80, 100]],
  [{ from: -120, to: 870 }, 4, [0, 500]],
  [{ from: -4200, to: 900 }, 3, [-4000, -2000, 0]],
  [{ from: 0.1, to: 0.35 }, 4, [0.1, 0.2, 0.30000000000000004]],
])('the ticks of %j in %i parts are round', (range, count, expected) => {
  expect(ticks(range, count)).toEqual(expected)
})

test('an empty range has no ticks', () => {
  expect(ticks({ from: 3, to: 3 }, 5)).toEqual([])
  expect(ticks({ from: 3, to: Number.NaN }, 5)).toEqual([])
})
