import { expect, test } from 'vitest'
import { parseStack } from './stack-text'

const URL = 'http://localhost:5173/@fs/w/target/wasm-dev/nx-crane/packages/counter/0123/counter_bg.wasm'
const WASM = { from: 'wasm', url: URL, functionIndex: 135, offset: 0xa5af }

// The first as Chromium 140 prints it; the second in the form that Firefox's documentation gives.
test.each([
  [
    'Chromium',
    `RuntimeError: unreachable
    at counter.wasm.<u32 as core::iter::Sum>::sum::hd5fb22134b4079b7 (${URL}:wasm-function[135]:0xa5af)
    at HTMLButtonElement.onclick (http://localhost:5173/src/main.js:12:3)
    at http://localhost:5173/src/main.js:40:1`,
    [
      {
        ...WASM,
        text: `counter.wasm.<u32 as core::iter::Sum>::sum::hd5fb22134b4079b7 (${URL}:wasm-function[135]:0xa5af)`,
      },
      { from: 'elsewhere', text: 'HTMLButtonElement.onclick (http://localhost:5173/src/main.js:12:3)' },
      { from: 'elsewhere', text: 'http://localhost:5173/src/main.js:40:1' },
    ],
  ],
  [
    'Firefox',
    `base::element@${URL}:wasm-function[135]:0xa5af\nonclick@http://localhost:5173/src/main.js:12:3\n`,
    [
      { ...WASM, text: `base::element@${URL}:wasm-function[135]:0xa5af` },
      { from: 'elsewhere', text: 'onclick@http://localhost:5173/src/main.js:12:3' },
    ],
  ],
])('the calls in a stack of %s', (_, stack, calls) => {
  expect(parseStack(stack)).toEqual(calls)
})

test('what is meant for the terminal, or goes on for ever, is left out', () => {
  expect(parseStack('f@http://h/\u001b[2Ja.js:1:1')).toEqual([
    { from: 'elsewhere', text: 'f@http://h/ [2Ja.js:1:1' },
  ])
  expect(parseStack('at f\n'.repeat(10_000))).toHaveLength(200)
  expect(parseStack(`at ${'http://'.repeat(10_000)}`)[0]?.text.length).toBeLessThan(2_001)
})
