import { expect, test } from 'vitest'
import type { Settings } from './facts.js'
import { biomeColour, styles } from './styles.js'
import { makeWorld } from './world.js'

const small = { seed: 5, width: 96, height: 64 }

test('a seed decides the world', () => {
  using world = makeWorld(small)
  using again = makeWorld(small)
  using other = makeWorld({ ...small, seed: 6 })
  expect(again.summary).toEqual(world.summary)
  expect(other.summary).not.toEqual(world.summary)
})

test('the facts are those of the cells', () => {
  using world = makeWorld(small)
  const sites = Array.from({ length: 96 * 64 }, (_, index) => ({ x: index % 96, y: Math.floor(index / 96) }))
  const land = sites.filter((site) => world.cell(site).elevation > 0)
  expect(world.summary.landArea).toBe(land.length)
  const peak = world.summary.highestPeak
  expect(peak && Math.round(world.cell(peak.site).elevation)).toBe(peak?.elevation)
  expect(world.towns.every(({ site }) => world.cell(site).elevation > 0)).toBe(true)
})

test('every style paints all cells', () => {
  using world = makeWorld(small)
  expect(styles()).toHaveLength(3)
  for (const style of styles()) expect(world.paint(style)).toHaveLength(96 * 64 * 4)
  expect(biomeColour('snow')).toMatch(/^#[0-9a-f]{6}$/)
  expect(biomeColour('lava')).toBeUndefined()
})

test('a profile runs from one site to the other', () => {
  using world = makeWorld(small)
  const line = { from: { x: 3, y: 60 }, to: { x: 50, y: 30 } }
  const heights = world.profile(line, 40)
  expect(heights).toHaveLength(40)
  expect(heights[39]).toBe(world.cell(line.to).elevation)
})

test.each<[Settings, RegExp]>([
  [{ sea: 3 }, /sea is 3, and must be from 0 to 1/],
  [{ width: 1 }, /width is 1/],
  [JSON.parse('{ "lakes": 2 }') as Settings, /unknown field `lakes`/],
])('%j is refused', (settings, message) => {
  expect(() => makeWorld(settings)).toThrow(message)
})
