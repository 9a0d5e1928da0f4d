import { expect, test } from 'vitest'
import { printData, resultOf, toolData } from './precision-data'
import type { ContestantResult } from './precision-table'

const tried: ContestantResult = {
  ...{ name: 'one', version: '1.0.0', configuration: 'by hand', reason: null },
  edits: [
    { id: 'a', group: 'sources', rebuilds: { due: 3, needless: 1, missing: 2 } },
    { id: 'b', group: 'sources', rebuilds: null },
    { id: 'c', group: 'locks', rebuilds: { due: 0, needless: 0, missing: 0 } },
  ],
}
const skipped: ContestantResult = {
  ...{ name: 'other', configuration: 'by hand', edits: null, reason: 'npm cannot install it here' },
}

test.each([tried, skipped])('$name is read as it was written', (result) => {
  const text = printData({ [result.name]: toolData(result) })
  expect(resultOf(JSON.parse(text), result)).toEqual(result)
})

test('an edit has one line', () => {
  expect(printData({ one: toolData(tried) })).toContain('\n        "a": [3, 1, 2],\n')
})

test('a tool of which nothing is known is skipped', () => {
  expect(resultOf({}, tried)).toMatchObject({ edits: null, reason: 'not tried' })
})
