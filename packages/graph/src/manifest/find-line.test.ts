import { expect, test } from 'vitest'
import { findLine } from './find-line'

const TEXT = `[package]
name = "a"
version.workspace = true

[dependencies]
"log" = "1" # why
lib = { path = "../lib" }
[dependencies.serde]
version = "1"

[target.'cfg(unix)'.dependencies]
nix = "1"
[[bin]]
name = "one"
[[bin]]
path = "x"
name = "two"
`

test.each([
  [['package'], 1],
  [['package', 'name'], 2],
  [['package', 'version'], 3],
  [['dependencies', 'log'], 6],
  [['dependencies', 'lib', 'path'], 7],
  [['dependencies', 'serde'], 8],
  [['dependencies', 'serde', 'features'], 8],
  [['target', 'cfg(unix)', 'dependencies', 'nix'], 12],
  [['bin', 0, 'name'], 14],
  [['bin', 1, 'name'], 17],
  [['bin', 1, 'edition'], 15],
  [['package', 'absent'], 1],
  [['nowhere'], 1],
])('%j stands on line %d', (key, line) => {
  expect(findLine(TEXT, key)).toBe(line)
})
