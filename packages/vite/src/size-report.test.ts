import { expect, test } from 'vitest'
import { overBudget, printSizes } from './size-report'

const chart = { name: '@acme/chart', digest: 'c', sizes: { raw: 61_200, gzip: 24_810, brotli: 20_130 } }
const map = { name: 'map', digest: 'm', sizes: { raw: 1_061_200, gzip: 424_810, brotli: 320_130 } }

test('sizes stand below each other, with what changed', () => {
  const last = {
    '@acme/chart': { digest: 'b', sizes: { raw: 0, gzip: 23_610, brotli: 0 } },
    map: { digest: 'm', sizes: map.sizes },
  }
  expect(printSizes([chart, map], last).split('\n')).toEqual([
    'WebAssembly',
    '@acme/chart    61.20 kB │  gzip: 24.81 kB │  brotli: 20.13 kB │ gzip +1.20 kB (+5.1 %) since the last build',
    'map          1061.20 kB │ gzip: 424.81 kB │ brotli: 320.13 kB │ the same as in the last build',
  ])
})

test('what shrank says so, and what has no last build says nothing', () => {
  const last = { '@acme/chart': { digest: 'b', sizes: { raw: 0, gzip: 49_620, brotli: 0 } } }
  expect(printSizes([chart], last)).toMatch(/│ gzip -24\.81 kB \(-50\.0 %\) since the last build$/)
  expect(printSizes([chart], {})).toMatch(/20\.13 kB$/)
})

test.each([
  [{ bytes: 24_810, measure: 'gzip' }, []],
  [
    { bytes: 24_000, measure: 'gzip' },
    [expect.stringMatching(/^@acme\/chart: .* 24\.81 kB with gzip, 0\.81 kB more/)],
  ],
  [{ bytes: 24_000, measure: 'brotli' }, []],
  [{ bytes: 60_000, measure: 'raw' }, [expect.stringContaining('61.20 kB uncompressed')]],
] as const)('of a budget of %j', (budget, said) => {
  expect(overBudget([chart, map], new Map([['@acme/chart', budget]]))).toEqual(said)
})
