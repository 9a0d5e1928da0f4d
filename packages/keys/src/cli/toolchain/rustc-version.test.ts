import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { rustcVersion } from './rustc-version'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'nx-crane-rustc-'))
})
afterEach(() => rmSync(dir, { recursive: true }))

const options = () => ({ memos: { root: dir, path: 'memo' }, environment: environment() })
const environment = () => ({ PATH: `${join(dir, 'bin')}:/usr/bin:/bin` })

/** A compiler that counts how often it is asked. */
function install(version: string): void {
  mkdirSync(join(dir, 'bin'), { recursive: true })
  const path = join(dir, 'bin/rustc')
  writeFileSync(path, `#!/bin/sh\necho x >> '${dir}/asked'\necho 'rustc ${version}'\n`)
  chmodSync(path, 0o755)
}

function timesAsked(): number {
  return readFileSync(join(dir, 'asked'), 'utf8').split('\n').length - 1
}

test('is what the compiler here says', () => {
  const said = execFileSync('rustc', ['-vV'], { encoding: 'utf8', cwd: dir }).trim()
  expect(rustcVersion(dir)).toBe(said)
  expect(rustcVersion(dir, { memos: { root: dir, path: 'memo' } })).toBe(said)
  expect(rustcVersion(dir, { memos: { root: dir, path: 'memo' } })).toBe(said)
})

test('is asked for each time where what answers may only start the compiler', () => {
  install('1.0.0')
  for (const times of [1, 2, 3]) {
    expect(rustcVersion(dir, options())).toBe('rustc 1.0.0')
    expect(timesAsked()).toBe(times)
  }
})

test('is asked for once, and again when there is another compiler', () => {
  install('1.0.0')
  mkdirSync(join(dir, 'lib'))
  writeFileSync(join(dir, 'lib/librustc_driver-0123.so'), '')
  expect(rustcVersion(dir, options())).toBe('rustc 1.0.0')
  expect(rustcVersion(dir, options())).toBe('rustc 1.0.0')
  expect(timesAsked()).toBe(1)
  install('2.0.0')
  expect(rustcVersion(dir, options())).toBe('rustc 2.0.0')
  expect(timesAsked()).toBe(2)
})

test('with rustup is asked for again when a toolchain file, the choice in the environment or a toolchain changes', () => {
  install('1.0.0')
  writeFileSync(join(dir, 'bin/rustup'), '')
  const home = join(dir, 'rustup-home')
  mkdirSync(join(home, 'toolchains/stable/bin'), { recursive: true })
  writeFileSync(join(home, 'settings.toml'), 'default_toolchain = "stable"\n')
  const withRustup = (more: Record<string, string> = {}) => {
    rustcVersion(dir, {
      memos: { root: dir, path: 'memo' },
      environment: { ...environment(), RUSTUP_HOME: home, ...more },
    })
    return timesAsked()
  }
  expect([withRustup(), withRustup()]).toEqual([1, 1])
  writeFileSync(join(dir, 'rust-toolchain.toml'), '[toolchain]\nchannel = "beta"\n')
  expect([withRustup(), withRustup()]).toEqual([2, 2])
  expect([withRustup({ RUSTUP_TOOLCHAIN: 'nightly' }), withRustup({ RUSTUP_TOOLCHAIN: 'nightly' })]).toEqual([
    3, 3,
  ])
  writeFileSync(join(home, 'toolchains/stable/bin/rustc'), 'new')
  expect([withRustup(), withRustup()]).toEqual([4, 4])
  writeFileSync(join(home, 'settings.toml'), 'default_toolchain = "beta"\n')
  expect([withRustup(), withRustup()]).toEqual([5, 5])
  writeFileSync(join(dir, 'rust-toolchain.toml'), '[toolchain]\npath = "/opt/rust"\n')
  expect([withRustup(), withRustup()]).toEqual([6, 7])
})

test('that fails is an error that says what the compiler said', () => {
  mkdirSync(join(dir, 'bin'))
  writeFileSync(join(dir, 'bin/rustc'), '#!/bin/sh\necho "error: toolchain X is not installed" >&2\nexit 1\n')
  chmodSync(join(dir, 'bin/rustc'), 0o755)
  expect(() => rustcVersion(dir, options())).toThrow('toolchain X is not installed')
})

test('that may not be run is an error that says so, and not that it is missing', () => {
  install('1.0.0')
  chmodSync(join(dir, 'bin/rustc'), 0o644)
  const environment = { PATH: join(dir, 'bin') }
  expect(() => rustcVersion(dir, { environment })).toThrow(
    /`rustc` on PATH may not be run by this user\n {2}let/,
  )
})
