import { expect, test } from 'vitest'
import { type LabelRequest, placeLabels } from './labels.js'

const view = { scale: 1, left: 0, top: 0 }
const request = (text: string, x: number, y: number): LabelRequest => ({
  text,
  site: { x, y },
  width: 50,
  height: 12,
})

test('a label stands right of its point', () => {
  expect(placeLabels([request('Thorne', 100, 100)], view)).toEqual([
    { text: 'Thorne', point: { x: 100.5, y: 100.5 }, x: 107.5, y: 94.5 },
  ])
})

test('a label moves to the left where another point is in its way', () => {
  const [first] = placeLabels([request('Thorne', 100, 100), request('Walle', 130, 100)], view)
  expect(first?.x).toBe(43.5)
})

test('a label that fits nowhere is left out', () => {
  const crowd = Array.from({ length: 9 }, (_, index) => request(`Town ${index}`, 100 + index, 100 + index))
  const labels = placeLabels(crowd, view)
  expect(labels.length).toBeLessThan(9)
  expect(labels[0]?.text).toBe('Town 0')
})
