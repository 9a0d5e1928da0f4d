import { parse } from 'smol-toml'
import { expect, test } from 'vitest'
import { parseWasmSettings } from './wasm-settings'

const PACKAGE = '[package]\nname = "a"\n\n'

function parsed(table: string) {
  const text = `${PACKAGE}${table}`
  const { package: own } = parse(text) as { package: { metadata?: unknown } }
  return parseWasmSettings({ metadata: own.metadata, manifest: 'crates/a/Cargo.toml', text })
}

const table = (keys: string) => `[package.metadata.nx-crane.wasm]\n${keys}`

test('all keys', () => {
  const { settings, diagnostics } = parsed(
    table(
      'out-dir = "./npm/"\nout-name = "c2pa"\ntargets = ["web", { target = "nodejs", dir = "../web/node" }]\npost = ["node", "a b.mjs"]',
    ),
  )
  expect(diagnostics).toEqual([])
  expect(settings).toEqual({
    outDir: 'npm',
    outName: 'c2pa',
    targets: [
      { glue: 'web', dir: null },
      { glue: 'nodejs', dir: '../web/node' },
    ],
    post: ['node', 'a b.mjs'],
  })
})

test.each([
  ['no metadata', ''],
  ['metadata of others', '[package.metadata.wasm-pack]\nx = 1'],
  ['other settings of ours', '[package.metadata.nx-crane]\ninclude = ["a"]'],
])('%s says nothing', (_, text) => {
  expect(parsed(text)).toEqual({
    settings: { outDir: null, outName: null, targets: null, post: null },
    diagnostics: [],
  })
})

test.each([
  ['an unknown key', table('out-dir = "a"\noutdir = "b"'), 6, /wasm\.outdir is not known/],
  ['a directory outside', table('out-dir = "../../../a"'), 5, /wasm\.out-dir is "\.\.\/\.\.\/\.\.\/a"/],
  ['an absolute one', table('out-dir = "/tmp"'), 5, /wasm\.out-dir is "\/tmp"/],
  ['an empty one', table('out-dir = ""'), 5, /wasm\.out-dir is ""/],
  ['a number', table('out-dir = 1'), 5, /wasm\.out-dir is 1/],
  ['a name that is a path', table('out-name = "a/b"'), 5, /wasm\.out-name is "a\/b"/],
  ['a name with more in it', table('out-name = "a*{b}"'), 5, /wasm\.out-name is/],
  ['an unknown target', table('targets = ["web", "browser"]'), 5, /wasm\.targets\[1\] is "browser"/],
  [
    'an unknown key of one',
    table('targets = [{ target = "web", out = "a" }]'),
    5,
    /wasm\.targets\[0\] has "out"/,
  ],
  ['no list of targets', table('targets = "web"'), 5, /wasm\.targets is not a list/],
  ['a shell command', table('post = "node a.mjs"'), 5, /wasm\.post is not a command/],
  ['an empty command', table('post = []'), 5, /wasm\.post is not a command/],
  ['no table', '[package.metadata.nx-crane]\nwasm = true', 5, /wasm is not a table/],
])('%s is one diagnostic with its line', (_, text, line, message) => {
  const { diagnostics } = parsed(text)
  expect(diagnostics).toEqual([
    expect.objectContaining({
      file: 'crates/a/Cargo.toml',
      line,
      code: 'INVALID_WASM_SETTINGS',
      message: expect.stringMatching(message),
    }),
  ])
})
