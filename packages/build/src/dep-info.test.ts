import { expect, test } from 'vitest'
import { parseDepInfo } from './dep-info'

// The texts are cargo 1.95's, of crates in such directories.
test.each([
  ['/t/debug/app.wasm: /w/src/lib.rs /w/src/deep/mod.rs\n', ['/w/src/lib.rs', '/w/src/deep/mod.rs']],
  ['/t/with\\ space/app.wasm: /w/with\\ space/lib.rs /w/b.rs\n', ['/w/with space/lib.rs', '/w/b.rs']],
  ['/t/app.wasm: /w/a.rs\n\n/w/a.rs:\n', ['/w/a.rs']],
  ['C:\\t\\app.wasm: C:\\w\\a.rs\n', ['C:\\w\\a.rs']],
  ['', []],
])('the inputs of %j', (text, paths) => {
  expect(parseDepInfo(text)).toEqual(paths)
})
