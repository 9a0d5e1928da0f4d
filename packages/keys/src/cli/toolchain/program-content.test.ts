import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { isOfRepository, machineCargoEnvironment, machineEnvironment } from './machine-environment'
import { packagedVersion, programContent } from './program-content'

let root: string
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'nx-crane-content-')))
  write('node_modules/binaryen/package.json', '{"name":"binaryen","version":"116.0.0"}')
  write('node_modules/binaryen/bin/wasm-opt', '#!/usr/bin/env node\n')
})
afterEach(() => rmSync(root, { recursive: true }))

const at = (path: string) => join(root, path)
const content = (path: string) => programContent(at(path), { root })
function write(path: string, text: string): void {
  mkdirSync(dirname(at(path)), { recursive: true })
  writeFileSync(at(path), text, { mode: 0o755 })
}

test('a program is its package and its bytes, however a package manager has put it into .bin', () => {
  mkdirSync(at('node_modules/.bin'))
  symlinkSync('../binaryen/bin/wasm-opt', at('node_modules/.bin/wasm-opt'))
  const linked = content('node_modules/.bin/wasm-opt')
  expect(linked).toMatch(/^binaryen 116\.0\.0, of digest [0-9a-f]{64}$/)
  expect(packagedVersion(at('node_modules/.bin/wasm-opt'))).toBe('116.0.0')
  // As pnpm 10 writes it, with paths of this machine in it.
  rmSync(at('node_modules/.bin/wasm-opt'))
  write(
    'node_modules/.bin/wasm-opt',
    `#!/bin/sh\nbasedir=$(dirname "$(echo "$0" | sed -e 's,\\\\,/,g')")\nexport NODE_PATH="${root}/node_modules/.pnpm/node_modules"\nif [ -x "$basedir/node" ]; then\n  exec "$basedir/node"  "$basedir/../binaryen/bin/wasm-opt" "$@"\nelse\n  exec node  "$basedir/../binaryen/bin/wasm-opt" "$@"\nfi\n`,
  )
  expect(content('node_modules/.bin/wasm-opt')).toBe(linked)
  write('node_modules/binaryen/bin/wasm-opt', '#!/usr/bin/env node\n// newer\n')
  expect(content('node_modules/.bin/wasm-opt')).not.toBe(linked)
})

test('one that no package brings is named by its path, and has no version', () => {
  write('tools/rustc', '#!/bin/sh\n')
  expect(content('tools/rustc')).toMatch(/^tools\/rustc, of digest [0-9a-f]{64}$/)
  expect(packagedVersion(at('tools/rustc'))).toBeNull()
})

test('directories of the repository and relative ones are not on the PATH of the machine', () => {
  mkdirSync(at('node_modules/.bin'))
  const PATH = [at('node_modules/.bin'), '.', '', 'bin', '/usr/bin', at('none'), '/bin'].join(delimiter)
  expect(machineEnvironment(root, { PATH, A: 'b' })).toEqual({ PATH: '/usr/bin:/bin', A: 'b' })
})

test('compilers and wrappers of the repository are none of the machine', () => {
  write('tools/rustc', '')
  const own = { RUSTC: at('tools/rustc'), RUSTC_WRAPPER: 'tools/x', CARGO_BUILD_RUSTC: at('tools/rustc') }
  expect(machineEnvironment(root, { PATH: '/bin', ...own })).toEqual({ PATH: '/bin' })
  const machines = { PATH: '/bin', RUSTC: '/bin/sh', RUSTC_WRAPPER: 'sccache' }
  expect(machineEnvironment(root, machines)).toEqual(machines)
  expect(machineCargoEnvironment(root, { PATH: '/bin', ...own })).toEqual({
    PATH: '/bin',
    RUSTC: 'rustc',
    RUSTC_WRAPPER: '',
    RUSTC_WORKSPACE_WRAPPER: '',
    CARGO_ENCODED_RUSTFLAGS: '',
  })
})

test('what lies in a home of cargo that the environment puts into the repository is the machine’s', () => {
  write('.cargo/bin/rustc', '')
  const environment = { CARGO_HOME: at('.cargo') }
  expect(isOfRepository(at('.cargo/bin/rustc'), { root, environment: {} })).toBe(true)
  expect(isOfRepository(at('.cargo/bin/rustc'), { root, environment })).toBe(false)
})
