import { expect, test } from 'vitest'
import { awaitedRuns } from './awaited-runs'

test('contestants take turns, every other round in reverse; the first two rounds are not counted', async () => {
  const order: string[] = []
  const contestant = (name: 'ours' | 'theirs', seconds: number) => ({
    name,
    run: async (round: number) => {
      order.push(`${name} ${round}`)
      return seconds + round
    },
  })
  const runs = await awaitedRuns([contestant('ours', 10), contestant('theirs', 20)], 2)
  expect(order.join(', ')).toBe('ours 0, theirs 0, theirs 1, ours 1, ours 2, theirs 2, theirs 3, ours 3')
  expect(runs).toEqual({ ours: [12, 13], theirs: [22, 23] })
})
