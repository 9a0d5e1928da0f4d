import { packageManagerOf } from '@nx-crane/graph'
import { treeOf } from '@nx-crane/graph/test-kit/files-tree'
import { expect, test } from 'vitest'
import { missingTools, type ProbedWasmCrate } from './missing-tools'

const ALL = { target: true, rustup: true, wasmOpt: true, bindgen: true }
const crate = (
  name: string,
  found: Partial<ProbedWasmCrate['found']>,
  more: Partial<ProbedWasmCrate> = {},
) => ({
  name,
  dir: `crates/${name}`,
  planned: { outName: name, outDirs: [], places: [], post: null },
  bindgen: '0.2.108',
  needsWasmOpt: true,
  found: { ...ALL, ...found },
  ...more,
})
const pnpm = packageManagerOf(treeOf({ 'pnpm-lock.yaml': '' }))

test.each<[string, ProbedWasmCrate[], [string, RegExp][]]>([
  ['nothing', [crate('a', {})], []],
  [
    'the target, with rustup',
    [crate('a', { target: false }), crate('b', { target: false })],
    [['wasm target', /a, b need.*`rustup target add wasm32-unknown-unknown` in crates\/a/s]],
  ],
  [
    'the target, without rustup',
    [crate('a', { target: false, rustup: false })],
    [['wasm target', /a needs.*libstd-rust-dev-wasm32/s]],
  ],
  ['wasm-opt', [crate('a', { wasmOpt: false })], [['wasm-opt', /`pnpm add -D binaryen`/]]],
  ['wasm-opt where no crate is optimised', [crate('a', { wasmOpt: false }, { needsWasmOpt: false })], []],
  [
    'the CLI in two versions',
    [crate('a', { bindgen: false }), crate('b', { bindgen: false }, { bindgen: '0.2.95' })],
    [
      [
        'wasm-bindgen',
        /CLI 0\.2\.108.*a needs.*`cargo install wasm-bindgen-cli --version =0\.2\.108 --locked`/s,
      ],
      ['wasm-bindgen', /CLI 0\.2\.95.*b needs/s],
    ],
  ],
])('%s is missing', (_, crates, expected) => {
  const missing = missingTools(crates, pnpm)
  expect(missing.map(({ tool }) => tool).sort()).toEqual(expected.map(([tool]) => tool).sort())
  for (const [tool, text] of expected) {
    expect(missing.some((each) => each.tool === tool && text.test(`${each.fault}\n${each.mend}`))).toBe(true)
  }
})
