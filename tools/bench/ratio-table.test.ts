import { expect, test } from 'vitest'
import { isOver, type Row, ratiosOf } from './ratio'
import { printTable } from './ratio-table'

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

test('what could not be measured is in the table with its reason', () => {
  expect(printTable([{ what: 'graph', reason: 'no registry' }])).toContain(
    '| graph    | skipped: no registry |',
  )
})
