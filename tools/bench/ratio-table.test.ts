import { expect, test } from 'vitest'
import { differencesOf } from './difference'
import { ratiosOf } from './ratio'
import { printTable } from './ratio-table'
import { isOver, type Row } from './row'

const measurement = (cpu: number) => ({ cpu, wall: cpu / 2, memory: 2 ** 20 * cpu })

test('a quantity with a bound is judged, one without is reported', () => {
  const rows = ratiosOf(
    {
      what: 'graph',
      against: 'Nx',
      ours: [measurement(2.2), measurement(2.4)],
      theirs: [measurement(2), measurement(2)],
      bounds: { cpu: 1.1, memory: 1.2 },
    },
    ['cpu', 'wall', 'memory'],
  )
  expect(rows.map((row) => [row.quantity, Number(row.ratio.toFixed(2)), isOver(row)])).toEqual([
    ['cpu', 1.15, true],
    ['wall', 1.15, false],
    ['memory', 1.15, false],
  ])
  expect(printTable(rows)).toMatchInlineSnapshot(`
    "| measured | against |        | nx-crane | the other | ratio | bound |          |
    |----------|---------|--------|---------:|----------:|------:|------:|----------|
    | graph    | Nx      | CPU    |   2.30 s |    2.00 s |  1.15 |  1.10 | OVER     |
    | graph    | Nx      | wall   |   1.15 s |    1.00 s |  1.15 |       | reported |
    | graph    | Nx      | memory |     2 MB |      2 MB |  1.15 |  1.20 | ok       |"
  `)
})

test('a ratio that is no number is over its bound', () => {
  const row: Row = {
    what: 'a',
    against: 'b',
    quantity: 'cpu',
    ours: 0,
    theirs: 0,
    ratio: Number.NaN,
    bound: 1,
  }
  expect(isOver(row)).toBe(true)
})

test.each([
  ['at the bound', { theirs: 0.25, isOver: false, printed: '+250 ms' }],
  ['above it', { theirs: 0.125, isOver: true, printed: '+375 ms' }],
  ['below what it is measured against', { theirs: 0.75, isOver: false, printed: '−250 ms' }],
])(
  'a difference of medians %s is judged, the other statistics are reported',
  (_, { theirs, ...expected }) => {
    const compared = { what: 'page', against: 'cargo', ours: [0.5, 2, 0.25], theirs: [theirs], bound: 0.25 }
    const rows = differencesOf(compared, ['median', 'most'])
    expect(rows.map(isOver)).toEqual([expected.isOver, false])
    const [, , median = '', most] = printTable(rows).split('\n')
    const judged = [expected.printed, '+250 ms', expected.isOver ? 'OVER' : 'ok', '']
    expect(median.split(/ *\| */).slice(-4)).toEqual(judged)
    expect(most).toMatch(/\| +\| reported \|$/)
  },
)

test('the statistics of twenty times are the least, the middle, what 9 of 10 do not exceed, and the most', () => {
  const ours = Array.from({ length: 20 }, (_, index) => (20 - index) / 10)
  const rows = differencesOf({ what: 'page', against: 'cargo', ours, theirs: [0.1], bound: null }, [
    'least',
    'median',
    '9 of 10',
    'most',
  ])
  expect(printTable(rows)).toMatchInlineSnapshot(`
    "| measured | against |               | nx-crane | the other |    ratio | bound |          |
    |----------|---------|---------------|---------:|----------:|---------:|------:|----------|
    | page     | cargo   | wall, least   |   100 ms |    100 ms |    +0 ms |       | reported |
    | page     | cargo   | wall, median  |   1.05 s |    100 ms |  +950 ms |       | reported |
    | page     | cargo   | wall, 9 of 10 |   1.80 s |    100 ms | +1700 ms |       | reported |
    | page     | cargo   | wall, most    |   2.00 s |    100 ms | +1900 ms |       | reported |"
  `)
})

test.each([
  ['no number', [Number.NaN]],
  ['nothing', []],
])('a difference from %s is over its bound', (_, theirs) => {
  const rows = differencesOf({ what: 'a', against: 'b', ours: [1], theirs, bound: 1 }, ['median'])
  expect(rows.map(isOver)).toEqual([true])
})

test('what could not be measured is in the table with its reason', () => {
  expect(printTable([{ what: 'graph', reason: 'no registry' }])).toContain(
    '| graph    | skipped: no registry |',
  )
})
