import { expect, test } from 'vitest'
import { budgetsOf, parseOptions } from './parsed-options'
import type { WasmPackage } from './wasm-package'

const chart: WasmPackage = {
  crate: 'crates/chart/Cargo.toml',
  dir: 'crates/chart',
  library: 'chart_wasm',
  outName: 'chart_wasm',
  planned: { outName: 'chart_wasm', outDirs: [], places: [], post: null },
  names: ['@acme/chart', 'chart'],
  manifest: null,
  outDir: 'pkg',
  places: [],
}
const { budgets } = parseOptions({ budget: { chart: '1 kB' } })

test('a budget counts by whichever name it was written with', () => {
  expect([...budgetsOf([chart], budgets).keys()]).toEqual(['@acme/chart'])
})

test('a budget for nothing is refused, with what there is', () => {
  const misspelt = parseOptions({ budget: { '@acme/cart': '1 kB' } }).budgets
  expect(() => budgetsOf([chart], misspelt)).toThrow(/"@acme\/cart".*\n {2}wasm crates here: @acme\/chart/)
  expect(() => budgetsOf([], misspelt)).toThrow(/no wasm crates here/)
})

test('what is no kind of debug information is refused', () => {
  expect(() => parseOptions({ debug: true as never })).toThrow(/"names" or "dwarf"/)
  expect(parseOptions({ debug: 'dwarf' }).debug).toBe('dwarf')
})
