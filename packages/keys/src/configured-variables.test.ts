import type { ConfigFile } from '@nx-crane/graph'
import { parse } from 'smol-toml'
import { expect, test } from 'vitest'
import { configuredVariables } from './configured-variables'

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
