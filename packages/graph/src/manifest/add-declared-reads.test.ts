import { expect, test } from 'vitest'
import { addDeclaredReads } from './add-declared-reads'

const PACKAGE = '[package]\nname = "a" # mine\n'
const NOTHING = { include: [], env: [] }
const BOTH = { include: ['../data/*', '../x.txt'], env: ['MODE'] }
const LONG = Array.from({ length: 5 }, (_, index) => `../../testdata/of/this/crate/${index}.json`)

test.each([
  [
    'none',
    PACKAGE,
    BOTH,
    `${PACKAGE}\n[package.metadata.nx-crane]\ninclude = ["../data/*", "../x.txt"]\nenv = ["MODE"]\n`,
  ],
  ['none, nothing is read', PACKAGE, NOTHING, `${PACKAGE}\n[package.metadata.nx-crane]\ninclude = []\n`],
  [
    'none, and only a variable is read',
    PACKAGE,
    { include: [], env: ['MODE'] },
    `${PACKAGE}\n[package.metadata.nx-crane]\nenv = ["MODE"]\n`,
  ],
  [
    'none, and more than a line holds is read',
    PACKAGE.replaceAll('\n', '\r\n'),
    { include: LONG, env: [] },
    `${PACKAGE}\n[package.metadata.nx-crane]\ninclude = [\n${LONG.map((each) => `  "${each}",\n`).join('')}]\n`.replaceAll(
      '\n',
      '\r\n',
    ),
  ],
  [
    'one with a list and a comment',
    `${PACKAGE}[package.metadata.nx-crane] # reads\ninclude = ["z"] # all\n\n[dependencies]\n`,
    BOTH,
    `${PACKAGE}[package.metadata.nx-crane] # reads\ninclude = ["z", "../data/*", "../x.txt"] # all\nenv = ["MODE"]\n\n[dependencies]\n`,
  ],
  [
    'one with a line for each item',
    `${PACKAGE}[package.metadata."nx-crane"]\nenv = ["B"]\ninclude = [\n  "z", # needed\n]\n`,
    BOTH,
    `${PACKAGE}[package.metadata."nx-crane"]\nenv = ["B", "MODE"]\ninclude = [\n  "z", # needed\n  "../data/*",\n  "../x.txt",\n]\n`,
  ],
  [
    'one for wasm alone',
    `${PACKAGE}[package.metadata.nx-crane.wasm]\noutDir = "pkg"\n`,
    { include: ['../x'], env: [] },
    `${PACKAGE}[package.metadata.nx-crane.wasm]\noutDir = "pkg"\n\n[package.metadata.nx-crane]\ninclude = ["../x"]\n`,
  ],
  [
    'dotted lists',
    `[package.metadata]\nnx-crane.include = ["z"]\n${PACKAGE.replace('[package]', '[package.x]')}`,
    { include: ['../x'], env: [] },
    `[package.metadata]\nnx-crane.include = ["z", "../x"]\n${PACKAGE.replace('[package]', '[package.x]')}`,
  ],
  [
    'one, and nothing is missing',
    `${PACKAGE}[package.metadata.nx-crane]\nenv = []`,
    NOTHING,
    `${PACKAGE}[package.metadata.nx-crane]\nenv = []`,
  ],
])('a declaration, %s, gets more', (_, text, added, expected) => {
  expect(addDeclaredReads(text, added)).toBe(expected)
})

test.each([
  ['an inline table', `${PACKAGE}metadata = { nx-crane = { include = [] } }\n`],
  ['an inline table in its own', `${PACKAGE}[package.metadata]\nnx-crane = { include = [] }\n`],
  ['a list that is none', `${PACKAGE}[package.metadata.nx-crane]\ninclude = "x"\n`],
  ['what is not TOML', '[package\n'],
])('%s is left alone', (_, text) => {
  expect(addDeclaredReads(text, BOTH)).toBeNull()
})

test('quotes and line ends in what is added stay inside of its string', () => {
  const include = ['../"]\n[package]\nname = "b', '../\u0000']
  const edited = addDeclaredReads(PACKAGE, { include, env: [] })
  expect(edited === null || edited.startsWith(PACKAGE)).toBe(true)
  expect(edited).not.toContain('\nname = "b')
})
