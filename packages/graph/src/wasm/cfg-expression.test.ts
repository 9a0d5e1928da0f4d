import { expect, test } from 'vitest'
import { cfgHolds } from './cfg-expression'

test.each([
  ['cfg(unix)', true],
  ['cfg(windows)', false],
  ['cfg(target_os = "linux")', true],
  ['cfg(not(target_os = "linux"))', false],
  ['cfg(all(unix, target_os = "linux"))', true],
  ['cfg(any(windows, all(unix, not(target_os = "macos"))))', true],
  ['cfg(all())', true],
  ['cfg(any())', false],
  ['cfg(true)', true],
  ['cfg(not(a, b))', false],
  ['cfg(all(unix)', true],
  ['unix', false],
  ['cfg(unix) and more', false],
  ['cfg()', false],
])('%s: %s', (expression, expected) => {
  expect(cfgHolds(expression, ['unix', 'target_os="linux"'])).toBe(expected)
})

test('deep nesting ends', () => {
  expect(cfgHolds(`cfg(${'not('.repeat(100_000)}`, [])).toBe(false)
})
