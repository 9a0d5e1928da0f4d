import { expect, test } from 'vitest'
import type { EditResult } from './contestant-result'
import { type ContestantResult, printGroups, printTotals, totalsOf } from './precision-table'

const EDITS: readonly EditResult[] = [
  { id: 'a', group: 'sources', rebuilds: { due: 3, needless: 0, missing: 0 } },
  { id: 'b', group: 'sources', rebuilds: { due: 2, needless: 2, missing: 1 } },
  { id: 'c', group: 'locks', rebuilds: { due: 0, needless: 1, missing: 0 } },
  { id: 'd', group: 'locks', rebuilds: null },
]
const RESULTS: readonly ContestantResult[] = [
  { name: 'one', version: '1.0.0', configuration: 'nothing', edits: EDITS, reason: null },
  { name: 'other', version: '2.0.0', configuration: 'all', edits: EDITS.slice(0, 1), reason: null },
  { name: 'third', configuration: 'some', edits: null, reason: 'npm cannot install it here' },
]

test('an edit after which a tool fails counts as neither, and not as exact', () => {
  expect(totalsOf(EDITS)).toEqual({ due: 5, needless: 3, missing: 1, exact: 1, failed: 1 })
})

test('a line for each tool, also for one that was not tried', () => {
  expect(printTotals(RESULTS)).toMatchInlineSnapshot(`
    "|       | version                             | needless | missing | edits without either | fails after |
    | ----- | ----------------------------------- | -------: | ------: | -------------------: | ----------: |
    | one   | 1.0.0                               |        3 |       1 |               1 of 4 |           1 |
    | other | 2.0.0                               |        0 |       0 |               1 of 1 |           0 |
    | third | skipped: npm cannot install it here |          |         |                      |             |"
  `)
})

test('a line for each group of edits, a column for each tool that was tried', () => {
  expect(printGroups(RESULTS)).toMatchInlineSnapshot(`
    "| edits of |     |   one | other |
    | -------- | --: | ----: | ----: |
    | sources  |   2 | 2 / 1 | 0 / 0 |
    | locks    |   2 | 1 / 0 | 0 / 0 |"
  `)
})
