import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'

let machine: string

beforeEach(() => {
  machine = mkdtempSync(join(tmpdir(), 'nx-crane-nix-setup-test-'))
  mkdirSync(join(machine, 'bin'))
  symlinkSync(process.execPath, join(machine, 'bin', 'node'))
})
afterEach(() => rmSync(machine, { recursive: true, force: true }))

function program(directory: string): string {
  const path = join(machine, directory, 'nix-instantiate')
  mkdirSync(join(machine, directory), { recursive: true })
  writeFileSync(path, '')
  chmodSync(path, 0o755)
  return path
}

/** On the pretended machine nothing but its own programs is on PATH: no apt. */
function prepare(): string {
  const code = `import(${JSON.stringify(join(__dirname, 'nix.mjs'))})
    .then((part) => part.prepareNix())
    .then((state) => console.log(JSON.stringify(state)), (error) => console.log(error.message, '|', error.hint))`
  return spawnSync(process.execPath, ['-e', code], {
    encoding: 'utf8',
    env: { PATH: join(machine, 'bin'), HOME: machine, NX_CRANE_CACHE_DIR: join(machine, 'cache') },
  }).stdout
}

test('the Nix on PATH is taken', () => {
  const path = program('bin')
  program('cache/nix/bin')
  expect(JSON.parse(prepare())).toEqual({ ready: true, what: path })
})

test('the Nix that was installed before is taken', () => {
  program('cache/nix/bin')
  expect(JSON.parse(prepare())).toEqual({ ready: true, what: join(machine, 'cache/nix') })
})

test('where it cannot be installed, a person is told what to do', () => {
  expect(prepare()).toMatch(/no Nix on PATH \| install Nix 2\.31 or newer by hand/)
})

test('what a killed installation left does not count', () => {
  program('cache/nix/usr/bin')
  expect(prepare()).toMatch(/no Nix on PATH/)
})
