import { expect, test } from 'vitest'
import { crate, edgesOf, npm, WASM, workspaceGraphOf } from '../../test-kit/sample-workspace'

const PLAIN = { 'crates/tool/Cargo.toml': crate('tool', ''), 'crates/tool/src/lib.rs': '' }

// each row: the package whose script builds the crate, or into which the result is written
test.each<[string, Record<string, string>, string[]]>([
  ['a path', web('cargo build --manifest-path ../crates/tool/Cargo.toml'), ['web → tool (script)']],
  ['a name', web('cargo build -p tool'), ['web → tool (script)']],
  [
    'wasm-pack',
    web('wasm-pack build ../crates/chart -d ../../web/src/wasm'),
    ['web → chart (script)', 'web → chart (wasm)'],
  ],
  [
    'a script elsewhere writes into the package',
    {
      ...web('vite build'),
      'package.json': npm('root', {
        scripts: { wasm: 'wasm-pack build crates/chart --out-dir ../../web/pkg' },
      }),
    },
    ['root → chart (script)', 'web → chart (script)', 'web → chart (wasm)'],
  ],
  [
    'a module',
    web('wasm-bindgen ../target/wasm32-unknown-unknown/debug/chart_core.wasm --out-dir gen'),
    ['web → chart (script)', 'web → chart (wasm)'],
  ],
  [
    'what is not there',
    web('cargo build --manifest-path ../crates/gone/Cargo.toml && cargo test -p gone'),
    [],
  ],
  [
    'a script beside the crate',
    { 'crates/chart/package.json': npm('chart', { scripts: { build: 'wasm-pack build' } }) },
    [],
  ],
])('%s', (_, files, expected) => {
  expect(edgesOf({ ...WASM, ...PLAIN, ...files })).toEqual(expected)
})

test('of two crates of one name the one of the workspace around the script is meant', () => {
  const workspace = { 'Cargo.toml': '[workspace]\nmembers = []' }
  const files = (root: string) => ({
    [`${root}/Cargo.toml`]: '[workspace]\nmembers = ["tool"]',
    [`${root}/tool/Cargo.toml`]: crate('tool', ''),
    [`${root}/tool/src/lib.rs`]: '',
  })
  const scripts = { build: 'cargo build -p tool' }
  const edges = edgesOf({
    ...workspace,
    ...files('a'),
    ...files('b'),
    'b/web/package.json': npm('web', { scripts }),
  })
  expect(edges).toEqual(['b/web → b/tool (script)'])
})

test('a crate that wasm-pack builds is a wasm crate, wherever it has wasm-bindgen from', () => {
  const files = {
    ...PLAIN,
    'crates/tool/package.json': npm('tool', { scripts: { build: 'wasm-pack build' } }),
  }
  expect(workspaceGraphOf(files).wasmCrates).toEqual(['crates/tool/Cargo.toml'])
  expect(workspaceGraphOf({ ...files, ...PLAIN }).wasmCrates).toEqual(['crates/tool/Cargo.toml'])
  expect(workspaceGraphOf(PLAIN).wasmCrates).toEqual([])
})

function web(build: string): Record<string, string> {
  return { 'web/package.json': npm('web', { scripts: { build } }) }
}
