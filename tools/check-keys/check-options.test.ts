import { expect, test } from 'vitest'
import { parseCheckOptions } from './check-options'

test('seeds, a layout and edits can be chosen', () => {
  expect(parseCheckOptions([])).toMatchObject({
    seeds: [1, 2, 3],
    layout: 'mixed',
    only: [],
    againstCargo: false,
    random: 0,
  })
  expect(parseCheckOptions(['--seeds', '7', '--layout', 'split', '--only', 'a,b'])).toMatchObject({
    seeds: [7],
    layout: 'split',
    only: ['a', 'b'],
    againstCargo: false,
  })
  expect(parseCheckOptions(['--against-cargo', '--only', 'scanner'])).toMatchObject({
    only: ['scanner'],
    againstCargo: true,
  })
})

test('random edits begin anew in each run unless a seed is given', () => {
  expect(
    parseCheckOptions(['--against-cargo', '--random', '20', '--count', '9', '--seed', '7']),
  ).toMatchObject({
    random: 20,
    count: 9,
    seed: 7,
  })
  expect(parseCheckOptions(['--random', '20']).seed).toBeGreaterThanOrEqual(0)
})

test.each([
  [['--random', '-1'], '--random'],
  [['--seeds', 'x'], '--seeds: "x" is not a number'],
  [['--layout', 'x'], '--layout: "x" is neither mixed nor split'],
])('%j is refused', (args, message) => {
  expect(() => parseCheckOptions(args)).toThrow(message)
})
