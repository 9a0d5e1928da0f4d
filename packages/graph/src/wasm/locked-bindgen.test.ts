import { expect, test } from 'vitest'
import { lockedBindgenVersion } from './locked-bindgen'

const LOCK = `version = 4

[[package]]
name = "chart"
version = "1.0.0"
dependencies = ["plot"]

[[package]]
name = "plot"
version = "1.0.0"
dependencies = ["wasm-bindgen"]

[[package]]
name = "plain"
version = "1.0.0"

[[package]]
name = "wasm-bindgen"
version = "0.2.108"
source = "registry+https://github.com/rust-lang/crates.io-index"
checksum = "aa"
`

test('the version is that of the lock, through other crates too', () => {
  const crate = { name: 'chart', version: '1.0.0', manifest: 'chart/Cargo.toml' }
  expect(lockedBindgenVersion(LOCK, crate)).toBe('0.2.108')
})

test.each([
  ['a crate that does not reach it', LOCK],
  ['no lock', null],
])('%s is told to add it', (_, lock) => {
  const crate = { name: 'plain', version: '1.0.0', manifest: 'plain/Cargo.toml' }
  expect(() => lockedBindgenVersion(lock, crate)).toThrow(/plain\/Cargo.toml: .*\n.*cargo add wasm-bindgen/)
})
