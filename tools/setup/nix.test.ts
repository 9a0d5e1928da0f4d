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

/** A Nix that says it is of a version. */
function program(directory: string, says = 'nix-instantiate (Nix) 2.34.8'): string {
  const path = join(machine, directory, 'nix-instantiate')
  mkdirSync(join(machine, directory), { recursive: true })
  writeFileSync(path, `#!/bin/sh\necho '${says}'\n`)
  chmodSync(path, 0o755)
  return join(machine, directory)
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

// The second text is that of Determinate Nix, which has a version of its own.
test.each([
  ['nix-instantiate (Nix) 2.31.2', '2.31.2'],
  ['nix-instantiate (Determinate Nix 3.5.1) 2.33.0', '2.33.0'],
  ['nix-instantiate (Nix) 2.35.0pre20260801_1a2b3c4', '2.35.0'],
])('the Nix on PATH is taken where it is new enough: %s', (says, version) => {
  const programs = program('bin', says)
  program('cache/nix/bin')
  expect(JSON.parse(prepare())).toEqual({ ready: true, what: `Nix ${version} on PATH`, programs })
})

test('the Nix that was installed before is taken', () => {
  const programs = program('cache/nix/bin')
  expect(JSON.parse(prepare())).toEqual({ ready: true, what: join(machine, 'cache/nix'), programs })
})

test.each(['nix-instantiate (Nix) 2.8.0', 'nix-instantiate (Nix) 2.31.1'])(
  'a Nix on PATH that is too old is not used, and that is said: %s',
  (says) => {
    program('bin', says)
    const programs = program('cache/nix/bin')
    const state = JSON.parse(prepare())
    expect(state).toMatchObject({ ready: true, programs })
    expect(state.what).toMatch(/; Nix 2\.\d+\.\d on PATH is older than 2\.31\.2 and not used$/)
  },
)

test('where it cannot be installed, a person is told what to do', () => {
  expect(prepare()).toMatch(/^no Nix 2\.31\.2 or newer on PATH \| install Nix as https:\/\/nixos\.org/)
})

test('what a killed installation left does not count', () => {
  program('cache/nix/usr/bin')
  expect(prepare()).toMatch(/^no Nix/)
})
