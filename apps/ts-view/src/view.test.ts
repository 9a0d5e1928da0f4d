import { expect, test } from 'vitest'
import { fitView, panBy, toMap, toScreen, zoomAt } from './view.js'

const map = { width: 480, height: 320 }
const fitted = fitView(map, { width: 960, height: 800 })

test('the whole map fits into the middle', () => {
  expect(fitted).toEqual({ scale: 2, left: 0, top: 80 })
})

test('a cell is found where it is drawn', () => {
  const view = panBy(zoomAt(fitted, { factor: 3, point: { x: 400, y: 300 }, fitted }), { x: 7, y: -3 })
  for (const cell of [
    { x: 0, y: 0 },
    { x: 479, y: 319 },
    { x: 123, y: 45 },
  ]) {
    expect(toMap(view, toScreen(view, cell), map)).toEqual(cell)
  }
})

test('beside the map is no cell', () => {
  expect(toMap(fitted, { x: 10, y: 10 }, map)).toBeUndefined()
  expect(toMap(fitted, { x: 961, y: 300 }, map)).toBeUndefined()
})

test('zooming keeps what is under the pointer, and ends at the whole map', () => {
  const point = { x: 300, y: 222 }
  const closer = zoomAt(fitted, { factor: 2.5, point, fitted })
  expect(toMap(closer, point, map)).toEqual(toMap(fitted, point, map))
  expect(zoomAt(closer, { factor: 0.01, point, fitted })).toEqual(fitted)
  expect(zoomAt(fitted, { factor: 1000, point, fitted }).scale).toBe(16)
})
