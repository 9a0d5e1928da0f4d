import { expect, test } from 'vitest'
import { parseMessages } from './cargo-messages'
import { comparableOutput } from './comparable-output'

test('what tests print is the same in every run, in every place', () => {
  const printed = (seconds: string, base: string) =>
    `test t ... at ${base}/repo/x\ntest result: ok. 1 passed; finished in ${seconds}\nall doctests ran in ${seconds}; merged\n`
  expect(comparableOutput(printed('0.01s', '/tmp/a'), '/tmp/a')).toBe(
    comparableOutput(printed('1.20s', '/tmp/b'), '/tmp/b'),
  )
})

test("cargo's messages are told from what tests print, also behind a line without an end", () => {
  const message = '{"reason":"build-finished","success":true}'
  expect(parseMessages(`{"not":"cargo"}\ntext${message}\nmore`)).toEqual({
    messages: [{ reason: 'build-finished', success: true }],
    rest: '{"not":"cargo"}\ntext\nmore',
  })
})
