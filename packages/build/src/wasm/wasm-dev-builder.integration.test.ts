import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { WasmFixture } from '../../test-kit/wasm-fixture'
import { findWasmBindgen } from './wasm-bindgen-cli'
import { type BuiltPackages, WasmDevBuilder } from './wasm-dev-builder'

let fixture: WasmFixture
const path = process.env.PATH

beforeAll(async () => {
  fixture = new WasmFixture()
  const real = await findWasmBindgen('0.2.108', fixture.root)
  // The real one, which says that it was asked to write glue.
  const bin = fixture.path('bin')
  mkdirSync(bin)
  writeFileSync(
    join(bin, 'wasm-bindgen'),
    `#!/bin/sh\n[ "$1" = --version ] || echo "$7" >> '${fixture.path('written')}'\nexec '${real}' "$@"\n`,
  )
  chmodSync(join(bin, 'wasm-bindgen'), 0o755)
  process.env.PATH = `${bin}${delimiter}${path}`
})

afterAll(() => {
  process.env.PATH = path
  fixture?.[Symbol.dispose]()
})

test('a server that starts again runs wasm-bindgen only for what has changed, or is gone', async () => {
  const first = await build()
  expect(glueWritten()).toEqual(['bundler', 'web'])
  const again = await build()
  expect(glueWritten()).toEqual([])
  expect(again.dirs).toEqual(first.dirs)

  rmSync(again.dirs.get('web') ?? '', { recursive: true })
  const mended = await build()
  expect(glueWritten()).toEqual(['web'])
  expect(existsSync(join(mended.dirs.get('web') ?? '', 'alone_wasm.js'))).toBe(true)

  fixture.edit('crates/alone/src/lib.rs', (text) => text.replace('+= 1', '+= 2'))
  const edited = await build()
  expect(glueWritten()).toEqual(['bundler', 'web'])
  expect(edited.dirs.get('bundler')).not.toBe(first.dirs.get('bundler'))
}, 300_000)

/** As a new server does: it knows nothing of an earlier one. */
async function build(): Promise<BuiltPackages> {
  const builder = new WasmDevBuilder({ root: fixture.root, manifest: 'crates/alone/Cargo.toml' })
  const { signal } = new AbortController()
  const result = await builder.build({ glues: ['bundler', 'web'], signal, onNotice: () => {} })
  if (result.status !== 'built') throw new Error(JSON.stringify(result))
  return result
}

/** Since it was asked last. */
function glueWritten(): string[] {
  const file = fixture.path('written')
  const lines = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : []
  rmSync(file, { force: true })
  return lines.sort()
}
