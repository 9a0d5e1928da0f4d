import { expect, test } from 'vitest'
import { Checks } from '../kit/checks'
import { failuresIn } from './failures'

test('what failed is told again, with what was said of it', () => {
  const checks = new Checks()
  checks.true('first', true)
  checks.true('second', false, 'a line\n\nanother')
  checks.equal('third', 1, 2)
  checks.true('fourth', true)
  const output = `scenario (3 s)\n${checks.lines.join('\n')}\n\n2 passed, 2 failed\n`
  expect(failuresIn(output)).toEqual([
    '✗ second\n    a line\n\n    another',
    '✗ third\n    expected 2\n         got 1',
  ])
})

test('of a long one the beginning is told', () => {
  const evidence = Array.from({ length: 100 }, (_, index) => `line ${index}`).join('\n')
  const checks = new Checks()
  checks.fail('long', evidence)
  const [told] = failuresIn(checks.lines.join('\n'))
  expect(told).toMatch(/^✗ long\n {4}line 0\n[\s\S]*line 38\n {4}… and 61 lines more$/)
})

test('those of vitest have their first line', () => {
  // As vitest 4.1 prints it.
  const output =
    '\n⎯⎯⎯ Failed Tests 1 ⎯⎯⎯\n\n FAIL  src/a.test.ts > adds\nAssertionError: expected 3 to be 4 // Object.is equality\n\n- Expected\n'
  expect(failuresIn(output)).toEqual([
    ' FAIL  src/a.test.ts > adds\nAssertionError: expected 3 to be 4 // Object.is equality',
  ])
})

test('where all passed there is nothing to tell', () => {
  expect(failuresIn('✓ first\n✓ second\n\n2 passed, 0 failed\n')).toEqual([])
})
