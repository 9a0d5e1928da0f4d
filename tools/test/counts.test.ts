import { expect, test } from 'vitest'
import { countTests } from './counts'

// Each text was printed by the real program.
test.each([
  ['vitest 4.1', ' Test Files  3 passed (3)\n      Tests  13 passed (13)\n', 13, 0],
  ['vitest with failures', '      Tests  1 failed | 12 passed (13)\n', 12, 1],
  [
    'vitest in colours',
    '\u001b[2m      Tests \u001b[22m \u001b[1m\u001b[32m7 passed\u001b[39m\u001b[22m (7)\n',
    7,
    0,
  ],
  [
    'cargo test, lib and doc tests',
    'test result: ok. 4 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s\n\ntest result: FAILED. 2 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s\n',
    6,
    1,
  ],
  ['cargo nextest', '     Summary [   0.012s] 5 tests run: 4 passed, 1 failed, 0 skipped\n', 4, 1],
  ['own programs', 'ok      a sentence\n6 passed, 0 failed\n', 6, 0],
  ['nothing', 'Checked 47 files in 100ms. No fixes applied.\n', 0, 0],
])('the tests of %s are counted', (_, output, passed, failed) => {
  expect(countTests(output)).toEqual({ passed, failed })
})
