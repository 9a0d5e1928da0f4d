import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'

let machine: string

beforeEach(() => {
  machine = mkdtempSync(join(tmpdir(), 'nx-crane-setup-test-'))
  mkdirSync(join(machine, 'bin'))
  symlinkSync(process.execPath, join(machine, 'bin', 'node'))
})
afterEach(() => rmSync(machine, { recursive: true, force: true }))

/** A program of the pretended machine, a shell script. */
function program(name: string, script = 'exit 0'): void {
  const path = join(machine, 'bin', name)
  writeFileSync(path, `#!/bin/sh\n${script}\n`)
  chmodSync(path, 0o755)
}

/** Runs one part of set-up on the pretended machine, where nothing but its own programs is on PATH. */
function prepare(module: string, call: string, environment: Record<string, string> = {}) {
  const code = `import(${JSON.stringify(join(__dirname, module))})
    .then((part) => part.${call})
    .then((state) => console.log(JSON.stringify(state)), (error) => console.log(error.message, '|', error.hint))`
  const run = spawnSync(process.execPath, ['-e', code], {
    encoding: 'utf8',
    env: {
      PATH: join(machine, 'bin'),
      HOME: machine,
      NX_CRANE_CACHE_DIR: join(machine, 'cache'),
      ...environment,
    },
  })
  return `${run.stdout}${run.stderr}`.trim()
}

test('a browser is found on PATH, or where CHROME_PATH says', () => {
  program('chromium')
  expect(prepare('browser.mjs', 'findBrowser()')).toBe(JSON.stringify(join(machine, 'bin', 'chromium')))
  const named = { CHROME_PATH: process.execPath }
  expect(prepare('browser.mjs', 'findBrowser()', named)).toBe(JSON.stringify(process.execPath))
})

test('a browser that is not there is named, with the way out', () => {
  expect(prepare('browser.mjs', 'prepareBrowser()', { CHROME_PATH: '/no/such' })).toMatch(
    /CHROME_PATH names \/no\/such/,
  )
  expect(prepare('browser.mjs', 'prepareBrowser()')).toMatch(
    /no Chromium or Chrome found \| install Chromium/,
  )
})

test('without Rust set-up says where it comes from', () => {
  expect(prepare('host-tools.mjs', 'prepareHostTools()')).toMatch(
    /cargo is not on PATH \| install Rust with rustup/,
  )
})

test('a rustc that owns the wasm target is used as it is', () => {
  mkdirSync(join(machine, 'lib'))
  writeFileSync(join(machine, 'lib', 'libcore-1.rlib'), '')
  program('rustc', `echo ${join(machine, 'lib')}`)
  const call = `prepareWasmToolchain({ root: ${JSON.stringify(machine)}, fromDistribution: false })`
  expect(prepare('wasm-toolchain.mjs', call)).toBe('{"ready":true,"what":"rustc on PATH"}')
})

test('a private toolchain counts only with its bin, which comes last', () => {
  program('rustc', `echo ${join(machine, 'missing')}`)
  const call = `prepareWasmToolchain({ root: ${JSON.stringify(machine)}, fromDistribution: false })`
  const prefix = join(machine, 'cache', 'wasm-toolchain')
  mkdirSync(join(prefix, 'usr', 'bin'), { recursive: true })
  expect(prepare('wasm-toolchain.mjs', call)).toMatch(/no rustc here compiles to wasm32/)
  mkdirSync(join(prefix, 'bin'))
  symlinkSync(process.execPath, join(prefix, 'bin', 'rustc'))
  expect(prepare('wasm-toolchain.mjs', call)).toBe(JSON.stringify({ ready: true, what: prefix }))
})

test.each([
  ['the same', { version: '1.0.0', resolved: 'r' }, true],
  ['another version', { version: '1.0.1', resolved: 'r' }, false],
  ['absent', undefined, false],
])('npm packages: %s as the lock file says', (_, installed, expected) => {
  const locked = { '': {}, 'node_modules/a': { version: '1.0.0', resolved: 'r' } }
  const there = installed ? { 'node_modules/a': installed } : {}
  const call = `isInstalled(${JSON.stringify(locked)}, ${JSON.stringify(there)})`
  expect(prepare('npm-packages.mjs', call)).toBe(String(expected))
})

test('npm packages for other systems may be absent', () => {
  const locked = JSON.stringify({ 'node_modules/a': { version: '1.0.0', optional: true } })
  expect(prepare('npm-packages.mjs', `isInstalled(${locked}, {})`)).toBe('true')
})

test.each([
  ['no link', undefined],
  ['what npm links to', '../nx-crane/dist/bin.js'],
])('npx nx-crane runs the sources where there is %s', (_, before) => {
  const link = join(machine, 'node_modules', '.bin', 'nx-crane')
  mkdirSync(join(link, '..'), { recursive: true })
  if (before !== undefined) symlinkSync(before, link)
  const call = `prepareCommand(${JSON.stringify(machine)})`
  expect(JSON.parse(prepare('command.mjs', call))).toMatchObject({ ready: false })
  expect(readlinkSync(link)).toBe('../../tools/setup/nx-crane.cjs')
  expect(JSON.parse(prepare('command.mjs', call))).toMatchObject({ ready: true })
})

test('what can be left out of set-up has a name', () => {
  const { status, stdout } = spawnSync(
    process.execPath,
    [join(__dirname, 'main.mjs'), '--without', 'nix,browsers'],
    { encoding: 'utf8' },
  )
  expect(status).toBe(2)
  expect(stdout).toMatch(/^--without: browsers cannot be left out\nusage: /)
})

test('the lock of a process that is gone is taken over', () => {
  const lock = join(machine, 'toolchain.lock')
  const gone = spawnSync(process.execPath, ['-e', '']).pid
  writeFileSync(lock, String(gone))
  expect(prepare('install-lock.mjs', `withInstallLock(${JSON.stringify(lock)}, () => 'installed')`)).toBe(
    '"installed"',
  )
})
