import { expect, test } from 'vitest'
import { isObserved } from './is-observed'

test.each([
  [undefined, undefined, true],
  [false, undefined, false],
  [false, '', false],
  [false, 'on', true],
  [true, 'off', false],
  [undefined, 'off', false],
])('the option %s and the variable %s: observed is %s', (observe, variable, expected) => {
  const environment = variable === undefined ? {} : { NX_CRANE_OBSERVER: variable }
  expect(isObserved(observe === undefined ? {} : { observe }, environment)).toBe(expected)
})
