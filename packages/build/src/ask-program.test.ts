import { askProgram } from '@nx-crane/keys/cli'
import { expect, test } from 'vitest'
import { outputOf } from './wasm/output-of'

const node = { command: process.execPath, cwd: process.cwd() }
const ENDLESS = ['-e', 'setInterval(() => {}, 1000)']

test('an answer is what the program prints and ends with', () => {
  const answer = askProgram({ ...node, args: ['-e', 'console.log("text"); process.exitCode = 3'] })
  expect(answer).toMatchObject({ status: 3, stdout: 'text\n', error: undefined })
})

test('a program that does not answer is ended, and the error names it, the place and what to do', () => {
  expect(() => askProgram({ ...node, args: ENDLESS, milliseconds: 500 })).toThrow(
    /setInterval.*` in .* did not answer within 0\.5 s(.|\n)*run it there by hand/,
  )
})

test('one that is not there is no answer, and no wait', () => {
  const answer = askProgram({ command: 'no-such-program', args: [], cwd: process.cwd() })
  expect(answer).toMatchObject({ status: null, error: { code: 'ENOENT' } })
})

test('what is asked without blocking has the same limit', async () => {
  const { success, all } = await outputOf({ ...node, args: ENDLESS, milliseconds: 500 })
  expect(success).toBe(false)
  expect(all).toMatch(/did not answer within 0\.5 s/)
})
