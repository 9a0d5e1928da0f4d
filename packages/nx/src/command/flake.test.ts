import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { runNxCrane } from '../../test-kit/nx-crane-command'

let root: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'nx-crane-flake-'))
  write('Cargo.toml', '[package]\nname = "app"\nversion = "0.1.0"\nedition = "2021"\n')
  write('Cargo.lock', 'version = 4\n\n[[package]]\nname = "app"\nversion = "0.1.0"\n')
  write('src/main.rs', 'fn main() {}\n')
})

afterEach(() => rmSync(root, { recursive: true, force: true }))

test('the flake is written, and then up to date', () => {
  expect(flake('--check').status).toBe(1)
  expect(existsSync(join(root, 'flake.nix'))).toBe(false)
  const first = flake()
  expect(first.status).toBe(0)
  expect(first.stdout).toContain('wrote flake.nix\nwrote nix/overrides.nix\nwrote nix/nx-crane/crates.nix\n')
  expect(first.stdout).toMatch(/^wrote nix\/nx-crane\/lib \(\d+ files\)$/m)
  expect(first.stdout.split('\n').length).toBeLessThan(15)
  expect(read('nix/nx-crane/crates.nix')).toContain('binaries = [ "app" ];')
  expect(flake('--check')).toMatchObject({ status: 0, stdout: 'the flake is up to date\n' })
})

test('a new crate, a file by hand and a left-over are named by --check and mended; flake.nix is left alone', () => {
  flake()
  write('flake.nix', '{ outputs = _: { }; }\n')
  write('Cargo.toml', read('Cargo.toml').replace('0.1.0', '0.2.0'))
  write('nix/nx-crane/default.nix', '{ }\n')
  write('nix/nx-crane/lib/paths.nix', '{ }\n')
  write('nix/nx-crane/old/left.nix', '{ }\n')
  const check = flake('--check')
  expect(check.status).toBe(1)
  expect(check.stdout).toBe(
    'out of date nix/nx-crane/crates.nix\nout of date nix/nx-crane/default.nix\nout of date nix/nx-crane/lib/paths.nix\nleft over nix/nx-crane/old/left.nix\n',
  )
  expect(check.stderr).toContain('run `nx-crane flake`')
  expect(read('nix/nx-crane/default.nix')).toBe('{ }\n')
  expect(flake().stdout).toContain('removed nix/nx-crane/old/left.nix\n')
  expect(flake('--check').status).toBe(0)
  expect(read('flake.nix')).toBe('{ outputs = _: { }; }\n')
})

test('a broken manifest of a workspace, or of the only crate, writes nothing and is named', () => {
  const good = read('Cargo.toml')
  for (const text of ['[package\n', `${good}[workspace]\nmembers = ["gone"]\n`]) {
    write('Cargo.toml', text)
    const { status, stderr } = flake()
    expect(status).toBe(1)
    expect(stderr).toContain('Cargo.toml: ')
    expect(existsSync(join(root, 'nix'))).toBe(false)
  }
})

test('of a flake that was there before it is said what it lacks', () => {
  write('flake.nix', '{ outputs = _: { }; }\n')
  expect(flake().stderr).toMatch(/^nx-crane: your flake\.nix does not import \.\/nix\/nx-crane/)
  write('flake.nix', '{ outputs = inputs: import ./nix/nx-crane { inherit inputs; }; }\n')
  expect(flake().stderr).toBe('')
})

test('a broken manifest that the flake never had is left out and named; one that it has is not', () => {
  write('tests/data/Cargo.toml', '[package\n')
  write('other/Cargo.toml', '[package]\nname = "other"\nversion = "0.1.0"\nedition = "2021"\n')
  write('other/Cargo.lock', 'version = 4\n\n[[package]]\nname = "other"\nversion = "0.1.0"\n')
  write('other/src/lib.rs', '')
  const first = flake()
  expect(first.status).toBe(0)
  expect(first.stderr).toMatch(
    /^nx-crane: tests\/data\/Cargo\.toml: .*\n {2}the flake leaves this crate out: /,
  )
  write('other/Cargo.toml', '[package\n')
  const second = flake()
  expect(second.status).toBe(1)
  expect(second.stderr).toMatch(/^nx-crane: other\/Cargo\.toml: /)
  expect(read('nix/nx-crane/crates.nix')).toContain('dir = "other";')
})

test.each(['.gitignore', '.nxignore'])('what %s names has no place in the flake', (file) => {
  write('fixtures/broken/Cargo.toml', '[package\n')
  write('fixtures/sound/Cargo.toml', '[package]\nname = "sound"\nversion = "0.1.0"\nedition = "2021"\n')
  write(file, 'fixtures\n')
  expect(flake().status).toBe(0)
  expect(read('nix/nx-crane/crates.nix')).not.toContain('sound')
})

test('a missing lock is named, with the command that makes one', () => {
  rmSync(join(root, 'Cargo.lock'))
  expect(flake().stderr).toContain(
    'Cargo.lock: the workspace has no lock, without which Nix cannot build its crates\n  run `cargo generate-lockfile',
  )
})

test('a workspace without a lock among others is named, and keeps nobody from a flake', () => {
  write('fuzz/Cargo.toml', '[package]\nname = "fuzz"\nversion = "0.0.0"\nedition = "2021"\n[workspace]\n')
  write('fuzz/src/lib.rs', '')
  const { status, stderr } = flake()
  expect(status).toBe(0)
  expect(stderr).toContain(
    'workspaces without a lock, which Nix cannot build: fuzz/Cargo.toml\n  `cargo generate-lockfile --manifest-path fuzz/Cargo.toml`',
  )
  expect(existsSync(join(root, 'fuzz/Cargo.lock'))).toBe(false)
})

test.each([
  ['an unknown option', ['--chek']],
  ['no such directory', ['--root', 'does/not/exist']],
])('%s is a usage error', (_, args) => {
  const { status, stderr } = flake(...args)
  expect(status).toBe(2)
  expect(stderr).toContain('nx-crane flake [--root DIR] [--check]')
})

function flake(...args: string[]) {
  return runNxCrane(['flake', '--root', root, ...args])
}

function read(path: string): string {
  return readFileSync(join(root, path), 'utf8')
}

function write(path: string, text: string): void {
  mkdirSync(join(root, path, '..'), { recursive: true })
  writeFileSync(join(root, path), text)
}
