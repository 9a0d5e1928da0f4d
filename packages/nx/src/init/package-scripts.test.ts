import { describe, expect, test } from 'vitest'
import { parseOptions } from '../infer/options'
import { planPackageScripts } from './package-scripts'

const options = parseOptions(undefined)
const manifest = (fields: object) => `${JSON.stringify({ name: '@acme/x', ...fields }, null, 2)}\n`
const plan = (fields: object) => planPackageScripts('crates/x/package.json', manifest(fields), options)

describe('a script that does what the target does is left to npm', () => {
  test.each([
    ['wasm-pack build', ['dev']],
    ['wasm-pack build --target web --release', ['dev']],
    ['rm -rf pkg && npx wasm-pack build', ['dev']],
    ['RUSTFLAGS=-g cargo build --release', ['dev']],
    ['nx run-many -t build', ['dev']],
  ])('%s', (build, remaining) => {
    const { files, notes } = plan({ scripts: { build, dev: 'vite' } })
    expect(JSON.parse(files[0]?.text ?? '{}')).toEqual({
      name: '@acme/x',
      scripts: { build, dev: 'vite' },
      nx: { includedScripts: remaining },
    })
    expect(notes).toHaveLength(1)
  })

  test('and taken out of the scripts that are listed', () => {
    const { files } = plan({
      scripts: { build: 'wasm-pack build', test: 'cargo test', dev: 'vite' },
      nx: { tags: ['a'], includedScripts: ['build', 'dev'] },
    })
    expect(JSON.parse(files[0]?.text ?? '{}')).toMatchObject({
      nx: { tags: ['a'], includedScripts: ['dev'] },
    })
  })
})

test.each(['vitest run', 'wasm-pack test --headless --chrome', 'cargo test && vitest run', 'node build.mjs'])(
  'the script `%s` does other work: it stays, and is pointed out',
  (command) => {
    const { files, notes } = plan({ scripts: { test: command } })
    expect(files).toEqual([])
    expect(notes).toEqual([expect.stringContaining('the script "test" stays')])
  },
)

test.each([
  ['has no script of our names', { scripts: { start: 'vite' } }],
  ['keeps them from Nx already', { scripts: { build: 'wasm-pack build' }, nx: { includedScripts: [] } }],
  ['has no scripts', {}],
])('a package.json that %s stays as it is', (_case, fields) => {
  expect(plan(fields)).toEqual({ files: [], notes: [] })
})
