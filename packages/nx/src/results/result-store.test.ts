import { expect, test } from 'vitest'
import { findResultStore } from './result-store'

test.each([
  [{ NX_CRANE_RESULTS: 'off', NX_CRANE_RESULTS_DIR: '/r' }, null],
  [{ NX_CRANE_RESULTS_DIR: '/r' }, { directory: '/r', maxBytes: 5_000_000_000 }],
  [
    { NX_CRANE_CACHE_DIR: '/c', NX_CRANE_RESULTS_MAX_BYTES: '7' },
    { directory: '/c/results', maxBytes: 7 },
  ],
])('the variables %j name the store %j', (env, expected) => {
  expect(findResultStore(env)).toEqual(expected)
})

test.each(['5 GB', '-1', '1e9'])('a bound of %j is refused with its name', (bound) => {
  expect(() => findResultStore({ NX_CRANE_RESULTS_MAX_BYTES: bound })).toThrow(/NX_CRANE_RESULTS_MAX_BYTES/)
})
