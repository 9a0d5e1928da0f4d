import { expect, test } from 'vitest'
import { plotPrecision } from './precision-plot'
import type { ContestantResult } from './precision-table'

const result = (name: string, needless: number, missing: number): ContestantResult => ({
  ...{ name, version: '1', configuration: '', reason: null },
  edits: [{ id: 'a', group: 'g', rebuilds: { due: 0, needless, missing } }],
})

/** Class, width and label of each bar. */
const barsOf = (svg: string) =>
  [...svg.matchAll(/<rect class="(\w+)" x="190" y="(?!10")\d+" width="(\d+)".*?<text.*?>(\d+)</g)].map(
    ([, kind, width, label]) => `${kind} ${width} ${label}`,
  )

test('each tool has two bars, in proportion to the longest of all', () => {
  const svg = plotPrecision([result('one', 0, 5), result('other', 20, 10)])
  expect(barsOf(svg)).toEqual(['needless 0 0', 'missing 128 5', 'needless 510 20', 'missing 255 10'])
})

test('one rebuild of very many can be seen', () => {
  const svg = plotPrecision([result('one', 9999, 1)])
  expect(barsOf(svg)).toEqual(['needless 510 9999', 'missing 2 1'])
})

test('a tool that was not tried has none', () => {
  const skipped = { name: 'third', configuration: '', edits: null, reason: 'no network' }
  expect(plotPrecision([result('one', 1, 1), skipped])).toBe(plotPrecision([result('one', 1, 1)]))
})

test('tools without any rebuild make no bar longer than another', () => {
  expect(barsOf(plotPrecision([result('one', 0, 0)]))).toEqual(['needless 0 0', 'missing 0 0'])
})

test('a name is text, and colours follow the reader', () => {
  const svg = plotPrecision([result('<a & b>', 1, 1)])
  expect(svg).toContain('&lt;a &amp; b>')
  expect(svg).toContain('prefers-color-scheme:dark')
})
