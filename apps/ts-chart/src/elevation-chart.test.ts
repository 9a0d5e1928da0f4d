import { expect, test } from 'vitest'
import { elevationChart } from './elevation-chart.js'

test('the ground is a closed path over the whole width', () => {
  const chart = elevationChart({ heights: [0, 100, 50], width: 200, height: 100 })
  expect(chart.ground).toBe('M0 100L100 0L200 50L200 100L0 100Z')
  expect(chart.sea).toBe('')
})

test('below zero lies the sea', () => {
  const chart = elevationChart({ heights: [-100, 100], width: 200, height: 100 })
  expect(chart.sea).toBe('M0 50H200V100H0Z')
  expect(chart.ticks).toContainEqual({ metres: 0, y: 50 })
})

test.each([
  [[0, 100, 50, 150], 200],
  [[-500, -100, 100], 100],
  [[300, 200], 0],
  [[], 0],
])('the way over %j climbs %i m', (heights, ascent) => {
  expect(elevationChart({ heights, width: 10, height: 10 }).ascent).toBe(ascent)
})
