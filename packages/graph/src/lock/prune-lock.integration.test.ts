import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { pruneLock } from '../../test-kit/prune-lock'
import { writeVendoredCrates } from '../../test-kit/write-vendored-crates'
import type { LockVersion } from './cargo-lock'
import { parseLock } from './parse-lock'
import { printLock } from './print-lock'

let scratch = ''
let workspace = ''
let cargoHome = ''

// A workspace with two versions of one crate, and one name and version from a registry and from two branches of git.
beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), 'prune-lock-'))
  cargoHome = writeVendoredCrates(scratch, {
    'both 1.0.0': '[dependencies]\nleaf = "1"\n',
    'leaf 1.0.0': '',
    'leaf 0.9.0': '',
  }).cargoHome
  const repository = `file://${writeGitCrate(join(scratch, 'repository'))}`
  workspace = join(scratch, 'workspace')
  writeCrate('a', 'b = { path = "../b" }\nboth = "1"\n')
  writeCrate('b', `both = "1"\nboth-git = { package = "both", git = "${repository}" }\nleaf = "0.9"\n`)
  writeCrate('c', `both = { git = "${repository}", branch = "feature/a+b" }\nleaf = "1"\n`)
  writeCrate('d', `both = { git = "file://${writeGitCrate(join(scratch, 'other'))}", branch = "master" }\n`)
  writeRoot(['a', 'b', 'c', 'd'])
  expect(cargo(['generate-lockfile'])).toMatchObject({ status: 0 })
})
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

// Cargo leaves a lock alone when it would print the same lines, and otherwise writes it in the newest format.
describe.each<LockVersion>([1, 2, 3, 4])('in format %s', (version) => {
  test.each([[['a', 'b', 'c', 'd']], [['a', 'b']], [['b', 'c']], [['b']], [['c']], [['d']], [['c', 'd']]])(
    'Cargo takes the lock of %j for its own',
    (names) => {
      writeRoot(names)
      const newest = parseLock(lockOfAll(), 'Cargo.lock')
      const whole = printLock({
        ...newest,
        version,
        packages: newest.packages.map((each) => inFormat(each, version)),
      })
      const roots = names.map((name) => ({ name, version: '0.1.0' }))
      const pruned = pruneLock(parseLock(whole, 'Cargo.lock'), roots)
      writeFileSync(join(workspace, 'Cargo.lock'), pruned)
      expect(cargo(['metadata', '--format-version', '1', '--offline'])).toMatchObject({ status: 0 })
      expect(readFileSync(join(workspace, 'Cargo.lock'), 'utf8')).toBe(pruned)
    },
  )
})

/** Formats before 4 write the name of a branch as it is. */
function inFormat<
  Package extends {
    readonly source: string | null
    readonly id: string
    readonly dependencies: readonly string[]
  },
>(locked: Package, version: LockVersion): Package {
  if (version === 4) return locked
  const plain = (text: string) => text.replace('feature%2Fa%2Bb', 'feature/a+b')
  const source = locked.source === null ? null : plain(locked.source)
  return { ...locked, source, id: plain(locked.id), dependencies: locked.dependencies.map(plain) }
}

let whole: string | undefined
function lockOfAll(): string {
  whole ??= readFileSync(join(workspace, 'Cargo.lock'), 'utf8')
  return whole
}

function writeRoot(members: readonly string[]): void {
  write(join(workspace, 'Cargo.toml'), `[workspace]\nresolver = "2"\nmembers = ${JSON.stringify(members)}\n`)
}

function writeCrate(name: string, dependencies: string): void {
  const manifest = `[package]\nname = "${name}"\nversion = "0.1.0"\nedition = "2021"\n\n[dependencies]\n${dependencies}`
  write(join(workspace, name, 'Cargo.toml'), manifest)
  write(join(workspace, name, 'src', 'lib.rs'), '')
}

function writeGitCrate(directory: string): string {
  write(join(directory, 'Cargo.toml'), '[package]\nname = "both"\nversion = "1.0.0"\nedition = "2021"\n')
  write(join(directory, 'src', 'lib.rs'), '')
  const git = (...args: string[]) => {
    const author = ['-c', 'user.name=test', '-c', 'user.email=test@example.invalid']
    const { status, stderr } = spawnSync('git', [...author, ...args], { cwd: directory, encoding: 'utf8' })
    if (status !== 0) throw new Error(stderr)
  }
  git('init', '--quiet', '--initial-branch', 'master')
  git('add', '.')
  git('commit', '--quiet', '--message', 'first')
  git('branch', 'feature/a+b')
  return directory
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}

function cargo(args: readonly string[]): { readonly status: number | null; readonly stderr: string } {
  const env = { ...process.env, CARGO_HOME: cargoHome }
  const { status, stderr } = spawnSync('cargo', args, { cwd: workspace, env, encoding: 'utf8' })
  return { status, stderr }
}
