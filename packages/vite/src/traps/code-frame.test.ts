import { expect, test } from 'vitest'
import { printCodeFrame } from './code-frame'

const TEXT = ['one', 'two', 'three', '\tfour.unwrap()', '', 'six', 'seven', 'eight', 'nine', 'ten'].join('\n')

test('the line is marked, and the column below it', () => {
  expect(printCodeFrame(TEXT, { line: 4, column: 7 })).toBe(
    ['  2 | two', '  3 | three', '> 4 | \tfour.unwrap()', '    | \t     ^', '  5 |', '  6 | six'].join('\n'),
  )
})

test('at the ends there is less around it, and without a column no mark', () => {
  expect(printCodeFrame(TEXT, { line: 10, column: 0 })).toBe('   8 | eight\n   9 | nine\n> 10 | ten')
  expect(printCodeFrame(TEXT, { line: 1, column: 1 })?.split('\n')[0]).toBe('> 1 | one')
})

test('a line that is not there has no frame', () => {
  expect(printCodeFrame(TEXT, { line: 11, column: 1 })).toBeNull()
})
