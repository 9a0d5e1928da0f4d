import { expect, test } from 'vitest'
import { parseCheckOptions } from './check-options'

test('seeds, a layout and edits can be chosen', () => {
  expect(parseCheckOptions([])).toEqual({ seeds: [1, 2, 3], layout: 'mixed', only: [], againstCargo: false })
  expect(parseCheckOptions(['--seeds', '7', '--layout', 'split', '--only', 'a,b'])).toEqual({
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

test.each([
  [['--seeds', 'x'], '--seeds: "x" is not a number'],
  [['--layout', 'x'], '--layout: "x" is neither mixed nor split'],
])('%j is refused', (args, message) => {
  expect(() => parseCheckOptions(args)).toThrow(message)
})
