import { expect, test } from 'vitest'
import { shareBar } from './share-bar.js'

test('segments follow each other and fill the bar', () => {
  const bar = shareBar([
    { name: 'forest', amount: 60 },
    { name: 'rock', amount: 0 },
    { name: 'snow', amount: 20 },
  ])
  expect(bar).toEqual([
    { name: 'forest', amount: 60, part: 0.75, start: 0 },
    { name: 'snow', amount: 20, part: 0.25, start: 0.75 },
  ])
})

test('nothing has no segments', () => {
  expect(shareBar([{ name: 'forest', amount: 0 }])).toEqual([])
})
