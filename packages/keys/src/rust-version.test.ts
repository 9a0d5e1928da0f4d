import { expect, test } from 'vitest'
import { isTooOld } from './rust-version'

test.each([
  ['rustc 1.95.0 (59807616e 2026-04-14)', '1.96', true],
  ['rustc 1.95.0', '1.95', false],
  ['rustc 1.95.0', '1.95.1', true],
  ['rustc 1.95.0', '1.9', false],
  ['rustc 1.95.0', '2.0', true],
  ['rustc 1.97.0-nightly (abc 2026-05-01)', '1.96.2', false],
  ['a compiler of the repository', '1.96', false],
])('%s for rust-version %s', (rustc, rustVersion, expected) => {
  expect(isTooOld(rustc, rustVersion)).toBe(expected)
})
