import { expect, test } from 'vitest'
import { median, pairedRatio, pairedRuns } from './paired-runs'

test('contestants take turns, and every other round runs in reverse', () => {
  const order: string[] = []
  const contestant = (name: 'ours' | 'theirs', result: number) => ({
    name,
    run: () => {
      order.push(name)
      return result
    },
  })
  const runs = pairedRuns([contestant('ours', 1), contestant('theirs', 2)], 3)
  expect(order).toEqual(['ours', 'theirs', 'theirs', 'ours', 'ours', 'theirs'])
  expect(runs).toEqual({ ours: [1, 1, 1], theirs: [2, 2, 2] })
})

test.each([
  { values: [3, 1, 2], expected: 2 },
  { values: [4, 1, 2, 3], expected: 2.5 },
])('the median of $values is $expected', ({ values, expected }) => {
  expect(median(values)).toBe(expected)
})

test('a round in which the whole machine was slow does not move the ratio', () => {
  expect(pairedRatio([1.1, 11, 1.1], [1, 10, 1])).toBeCloseTo(1.1)
})
