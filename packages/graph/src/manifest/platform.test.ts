import { expect, test } from 'vitest'
import { canonicalPlatform } from './platform'

// each row: `target` of the dependency in `cargo metadata --no-deps` (1.95)
test.each([
  ['cfg(all(target_os="macos"))', 'cfg(all(target_os = "macos"))'],
  ['cfg( unix )', 'cfg(unix)'],
  [
    'cfg(any(windows,all(unix , not( target_env= "musl" ))))',
    'cfg(any(windows, all(unix, not(target_env = "musl"))))',
  ],
  ['cfg(all(unix,))', 'cfg(all(unix))'],
  ['cfg(all())', 'cfg(all())'],
  ['x86_64-pc-windows-gnu', 'x86_64-pc-windows-gnu'],
])('%s is printed as %s', (written, printed) => {
  expect(canonicalPlatform(written)).toBe(printed)
})

test.each([
  'cfg(all(unix)',
  'cfg(unix windows)',
  'cfg("unix")',
  'cfg(some(unix))',
  `cfg(${'not('.repeat(5000)})`,
])('what is no expression stays as written', (written) => {
  expect(canonicalPlatform(written)).toBe(written)
})
