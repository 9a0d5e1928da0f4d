import { expect, test } from 'vitest'
import { InstallProgress } from './install-progress'

// As `cargo install wasm-bindgen-cli` (1.95) prints them.
const LINES = [
  '    Updating crates.io index',
  '  Downloaded wasm-bindgen-cli v0.2.108',
  '   Compiling proc-macro2 v1.0.106',
  '\u001b[1m\u001b[92m   Compiling\u001b[0m syn v2.0.114',
  'warning: something',
]

test('what cargo is about, and for how long, is told whenever it is asked', () => {
  const progress = new InstallProgress(1000)
  expect(progress.report(1000)).toBe('  0 s: waiting for cargo')
  const told = LINES.map((line, index) => {
    progress.follow(line)
    return progress.report(1000 + index * 5000)
  })
  expect(told).toEqual([
    '  0 s: updating crates.io index',
    '  5 s: downloaded wasm-bindgen-cli v0.2.108',
    '  10 s, 1 crate started: compiling proc-macro2 v1.0.106',
    '  15 s, 2 crates started: compiling syn v2.0.114',
    '  20 s, 2 crates started: compiling syn v2.0.114',
  ])
})
