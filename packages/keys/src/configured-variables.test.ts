import type { ConfigFile } from '@nx-crane/graph'
import { parse } from 'smol-toml'
import { describe, expect, test } from 'vitest'
import { configuredVariables, mayAskForAny, reachesAll } from './configured-variables'

const configs = (...texts: readonly string[]): ConfigFile[] =>
  texts.map((text, number) => {
    const name = `${'../'.repeat(number)}.cargo/config.toml`
    return { path: `/r/${name}`, name, table: parse(text), foundIn: '/r' }
  })

// `cargo build` (1.95) of a crate with `option_env!("A")`
test.each<[string, readonly string[], Record<string, string>, Record<string, string>]>([
  ['a text', ['[env]\nA = "1"\n'], {}, { A: '1' }],
  ['one that the environment has', ['[env]\nA = "1"\n'], { A: '2' }, {}],
  [
    'one that wins over the environment',
    ['[env]\nA = { value = "1", force = true }\n'],
    { A: '2' },
    { A: '1' },
  ],
  ['the nearest of two', ['[env]\nA = "1"\n', '[env]\nA = "2"\nB = "3"\n'], {}, { A: '1', B: '3' }],
  [
    'one whose flag another file has',
    ['[env]\nA = { value = "1" }\n', '[env]\nA = { value = "2", force = true }\n'],
    { A: '3' },
    { A: '1' },
  ],
  [
    'a path',
    ['[env]\nA = { value = "data", relative = true }\n'],
    {},
    { A: 'data, from .cargo/config.toml' },
  ],
  ['what Cargo refuses', ['[env]\nA = 1\n'], {}, {}],
])('of [env] %s is set', (_, texts, environment, expected) => {
  expect(Object.fromEntries(configuredVariables(configs(...texts), environment))).toEqual(expected)
})

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
    expect(mayAskForAny(configs(text), { ...AT_ONCE, ...use })).toBe(expected)
  })
})
