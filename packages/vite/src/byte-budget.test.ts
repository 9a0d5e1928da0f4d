import { expect, test } from 'vitest'
import { parseBudget } from './byte-budget'

test.each([
  [200_000, 200_000, 'gzip'],
  ['200 kB', 200_000, 'gzip'],
  ['200kb', 200_000, 'gzip'],
  ['1.5 MB raw', 1_500_000, 'raw'],
  ['150 KiB brotli', 153_600, 'brotli'],
  ['0 B', 0, 'gzip'],
] as const)('%j are %d bytes, %s', (written, bytes, measure) => {
  expect(parseBudget('app', written)).toEqual({ bytes, measure })
})

test.each(['200', 'much', '-1 kB', '200 kB zstd', '', -1, Number.NaN])('%j is refused', (written) => {
  expect(() => parseBudget('app', written)).toThrow(/the budget of "app" is .*not a size\n {2}write "200 kB"/)
})
