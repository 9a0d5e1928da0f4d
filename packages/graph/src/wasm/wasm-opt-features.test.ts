import { expect, test } from 'vitest'
import { wasmOptFeatureFlags } from './wasm-opt-features'

test('wasm-opt is told of each feature that rustc may have used, and of no other', () => {
  const cfg = [
    'panic="abort"',
    'target_arch="wasm32"',
    'target_feature="bulk-memory"',
    'target_feature="simd128"',
  ]
  expect(wasmOptFeatureFlags(cfg.join('\n'))).toEqual([
    '--enable-bulk-memory',
    '--enable-multivalue',
    '--enable-mutable-globals',
    '--enable-reference-types',
    '--enable-simd',
  ])
})
