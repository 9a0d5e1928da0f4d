import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { findWasmBindgen } from './wasm-bindgen-cli'
import { findWasmOpt } from './wasm-opt'
import { findWasmToolchain } from './wasm-toolchain'

let dir: string

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'nx-crane-tools-'))
  vi.stubEnv('PATH', join(dir, 'bin'))
  vi.stubEnv('NX_CRANE_CACHE_DIR', join(dir, 'cache'))
})

afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(dir, { recursive: true, force: true })
})

test('wasm-bindgen of another version is not taken: the error names both and the ways out', async () => {
  program('bin/wasm-bindgen', 'echo wasm-bindgen 0.2.90')
  program('bin/cargo', 'echo "no network" >&2; exit 101')
  await expect(findWasmBindgen('0.2.108', dir)).rejects.toMatchObject({
    code: 'MISSING_WASM_BINDGEN',
    message: expect.stringMatching(/0\.2\.108.*found 0\.2\.90.*no network/s),
    hint: expect.stringMatching(/cargo install wasm-bindgen-cli --version =0\.2\.108 .*--precise 0\.2\.90/),
  })
})

test.each([
  ['on PATH', 'bin/wasm-bindgen'],
  ['in node_modules', 'node_modules/.bin/wasm-bindgen'],
  ['in the private toolchain', 'cache/wasm-toolchain/bin/wasm-bindgen'],
  ['in the cache', 'cache/wasm-bindgen/0.2.108/bin/wasm-bindgen'],
])('wasm-bindgen of the lock’s version is taken %s', async (_, path) => {
  program('bin/wasm-bindgen', 'echo wasm-bindgen 0.2.90')
  program(path, 'echo wasm-bindgen 0.2.108')
  expect(await findWasmBindgen('0.2.108', dir)).toBe(join(dir, path))
})

test('wasm-bindgen is installed into the cache where it is missing', async () => {
  const target = join(dir, 'cache/wasm-bindgen/0.2.108')
  // stands in for `cargo install`, which takes minutes; it gets the arguments by position
  program('bin/cargo', `test "$*" = "install wasm-bindgen-cli --version =0.2.108 --locked --root ${target}"`)
  expect(await findWasmBindgen('0.2.108', dir)).toBe(join(target, 'bin/wasm-bindgen'))
})

test('a missing wasm-opt is an error with a way out', async () => {
  const toolchain = { cargo: 'cargo', rustc: 'rustc', from: 'path', env: {} } as const
  await expect(findWasmOpt({ crateDir: dir, toolchain, rustflags: [] })).rejects.toMatchObject({
    code: 'MISSING_WASM_OPT',
    hint: expect.stringContaining('npm install -D binaryen'),
  })
})

test('a rustc without the wasm target is not enough', async () => {
  mkdirSync(join(dir, 'empty'))
  program('bin/rustc', `echo ${join(dir, 'empty')}`)
  program('bin/rustup', 'exit 1')
  await expect(findWasmToolchain(dir)).rejects.toMatchObject({
    code: 'MISSING_WASM_TARGET',
    hint: expect.stringContaining('rustup target add wasm32-unknown-unknown'),
  })
})

test('the private toolchain is used where the rustc on PATH lacks the target', async () => {
  mkdirSync(join(dir, 'lib'))
  writeFileSync(join(dir, 'lib/libcore-1234.rlib'), '')
  program('bin/rustc', 'exit 1')
  program('cache/wasm-toolchain/bin/rustc', `echo ${join(dir, 'lib')}`)
  program('cache/wasm-toolchain/bin/cargo', 'exit 0')
  const toolchain = await findWasmToolchain(dir)
  expect(toolchain).toMatchObject({ from: 'private', rustc: join(dir, 'cache/wasm-toolchain/bin/rustc') })
  expect(toolchain.env.PATH?.startsWith(join(dir, 'cache/wasm-toolchain/bin'))).toBe(true)
})

function program(path: string, body: string): void {
  const file = join(dir, path)
  mkdirSync(join(file, '..'), { recursive: true })
  writeFileSync(file, `#!/bin/sh\n${body}\n`)
  chmodSync(file, 0o755)
}
