import { parse } from 'smol-toml'
import { describe, expect, test } from 'vitest'
import { mayAskForAny, reachesAll } from './variable-readers'

const CONFIG = { path: '/r/.cargo/config.toml', name: '.cargo/config.toml', foundIn: '/r' }

test.each([
  ['PATH', true],
  ['LD_LIBRARY_PATH', true],
  ['RUST_BACKTRACE', true],
  ['MACOSX_DEPLOYMENT_TARGET', true],
  ['CLIPPY_CONF_DIR', true],
  ['MODE', false],
  ['TRUST', false],
  ['API_URL', false],
])('whether %s reaches all that is compiled: %s', (name, expected) => {
  expect(reachesAll(name)).toBe(expected)
})

describe('nobody knows which variables are asked for', () => {
  const AT_ONCE = { environment: {}, runs: true, links: true }
  test.each<[string, string, Partial<typeof AT_ONCE> & { environment?: Record<string, string> }, boolean]>([
    ['by the compiler alone', '[build]\nrustflags = ["--cfg", "x"]\n', {}, false],
    ['by crates in place of others', 'paths = ["local"]\n', {}, true],
    ['by a linker', '[target.x86_64-unknown-linux-gnu]\nlinker = "./l.sh"\n', {}, true],
    [
      'by a linker that does not run',
      '[target.x86_64-unknown-linux-gnu]\nlinker = "./l.sh"\n',
      { links: false },
      false,
    ],
    ['by a linker in flags', '[build]\nrustflags = ["-C", "linker=./l.sh"]\n', {}, true],
    [
      'by a linker in a variable',
      '',
      { environment: { CARGO_TARGET_X86_64_UNKNOWN_LINUX_GNU_LINKER: 'l' } },
      true,
    ],
    ['by a runner', '[target.\'cfg(unix)\']\nrunner = "r"\n', {}, true],
    [
      'by a runner of tests where none runs',
      '[target.\'cfg(unix)\']\nrunner = "r"\n',
      { runs: false },
      false,
    ],
  ])('%s', (_, text, use, expected) => {
    expect(mayAskForAny([{ ...CONFIG, table: parse(text) }], { ...AT_ONCE, ...use })).toBe(expected)
  })
})
