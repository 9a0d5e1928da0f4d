import { crate, type RemedyCase } from './remedy-case'

// What neither Cargo nor npm looks at.

const WASM_CRATE = `${crate('a')}[lib]\ncrate-type = ["cdylib"]\n[dependencies]\nwasm-bindgen = "0.2"\n`

export const wasmPackages: readonly RemedyCase[] = [
  [
    {
      'Cargo.toml': WASM_CRATE,
      'src/lib.rs': '',
      'package.json': '{"name": "a", "main": "pkg/a.js", "module": "esm/b.mjs"}',
    },
    'ENTRY_NOT_WRITTEN',
    'name a file that is written',
    { 'package.json': '{"name": "a", "main": "pkg/a.js", "module": "pkg/a.js"}' },
  ],
  [
    {
      'Cargo.toml': `${WASM_CRATE}[package.metadata.nx-crane.wasm]\nout-dir = 1\n`,
      'src/lib.rs': '',
      'package.json': '{"name": "a"}',
    },
    'INVALID_WASM_SETTINGS',
    'write',
    { 'Cargo.toml': `${WASM_CRATE}[package.metadata.nx-crane.wasm]\nout-dir = "npm"\n` },
  ],
]
