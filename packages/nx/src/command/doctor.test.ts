import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { runNxCrane } from '../../test-kit/nx-crane-command'
import type { DoctorReport } from '../doctor/report'

let root: string

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'nx-crane-doctor-')))
})

afterEach(() => rmSync(root, { recursive: true, force: true }))

test('an empty directory is no reason to fail', () => {
  const { status, stdout } = doctor([])
  expect(stdout).toContain('no crates and no npm packages')
  expect(status).toBe(0)
})

test('without any program on PATH each of them is missed, and nothing throws', () => {
  writeCrate()
  const { status, stdout, stderr } = doctor([], { PATH: join(root, 'none'), HOME: root, RUSTUP_HOME: root })
  expect(stderr).toBe('')
  expect(stdout).toContain('cargo is not installed, rustc is not installed')
  expect(status).toBe(1)
})

test('programs that hang are waited for in vain once, and said', () => {
  writeCrate()
  // Not in the repository: nothing of it is run.
  const bin = mkdtempSync(join(tmpdir(), 'nx-crane-doctor-bin-'))
  for (const name of ['cargo', 'rustc', 'git', 'nix']) {
    writeFileSync(join(bin, name), '#!/bin/sh\nsleep 60 & wait\n', { mode: 0o755 })
  }
  const { status, stdout } = doctor([], { PATH: `${bin}:/usr/bin:/bin`, HOME: root })
  rmSync(bin, { recursive: true })
  expect(stdout).toContain('cargo does not answer, rustc does not answer')
  expect(stdout).toContain('git does not answer')
  expect(stdout).toContain('nix does not answer')
  expect(status).toBe(1)
}, 40_000)

test('an observer that cannot be used here is a line, and no reason to fail', () => {
  writeCrate()
  write('nx.json', '{ "plugins": ["nx-crane"] }')
  const observer = (env: NodeJS.ProcessEnv = {}) =>
    report(['--json'], env).findings.filter(({ id }) => id === 'observer')
  expect(observer()).toMatchObject([{ level: 'ok' }])
  const blanks = join(root, 'with blanks')
  mkdirSync(blanks)
  expect(observer({ TMPDIR: blanks })).toMatchObject([
    {
      level: 'note',
      message: expect.stringContaining('the directory for temporary files may not have spaces'),
    },
  ])
  expect(observer({ NX_CRANE_OBSERVER: 'off', TMPDIR: blanks })).toEqual([])
  write('nx.json', '{ "plugins": [{ "plugin": "nx-crane", "options": { "observe": false } }] }')
  expect(observer({ TMPDIR: blanks })).toEqual([])
}, 60_000)

test('broken files and hostile names are shown, not obeyed', () => {
  write('package.json', '{ broken')
  write('nx.json', '{ "plugins": ["nx-crane", ')
  write('Cargo.toml', '[package\n')
  write('.gitmodules', '[submodule "x"]\n\tpath = "a\u001b[2Jb"\n\tpath = $(touch owned)\n')
  git('init', '-q')
  for (const path of ['a\u001b[2Jb', '$(touch owned)']) {
    git('update-index', '--add', '--cacheinfo', `160000,${'1'.repeat(40)},${path}`)
  }
  write(`sub/\u001b[31mred/Cargo.toml`, '[package\n')
  const { status, stdout, stderr } = doctor([])
  expect(stderr).toBe('')
  expect(status).toBe(1)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that there are none is the point
  expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/)
  expect(stdout).toContain("'$(touch owned)'")
  expect(stdout).toMatch(/^error {4}nx\.json:1: /m)
})

test('--fix mends what only adds something, and a second run finds nothing to mend', () => {
  writeCrate()
  write('Cargo.lock', 'version = 4\n\n[[package]]\nname = "engine"\nversion = "0.1.0"\n')
  const targetDefaults = { test: { inputs: ['default'] } }
  write('nx.json', `${JSON.stringify({ plugins: ['nx-crane'], targetDefaults }, null, 2)}\n`)
  git('init', '-q')
  expect(spawnDoctor(['flake', '--root', root]).status).toBe(0)
  write(
    'flake.lock',
    '{ "nodes": { "root": { "inputs": { "nixpkgs": "a", "crane": "b" } } }, "root": "root" }',
  )
  write('crates/engine/src/-n new.rs', '')
  const origin = join(root, '..', `${root.split('/').at(-1)}-origin`)
  try {
    writeSubmodule(origin)
    const before = report(['--json'])
    expect(before.findings.filter(({ fixable }) => fixable).map(({ id }) => id)).toEqual([
      'submodules',
      'untracked-files',
      'target-defaults',
    ])

    const { stdout } = doctor(['--fix'])
    expect(stdout).toMatch(/^fixed {4}git submodule update --init --checkout -- vendor\/sub$/m)
    expect(stdout).toMatch(/^fixed {4}git --literal-pathspecs add --intent-to-add /m)
    expect(stdout).toMatch(/^fixed {4}nx\.json: added "nx-crane:cargo": \{\} to targetDefaults/m)
    expect(readFileSync(join(root, 'vendor/sub/README.md'), 'utf8')).toBe('there\n')
    expect(git('ls-files', 'crates', 'flake.nix').split('\n').sort()).toEqual([
      'crates/engine/Cargo.toml',
      'crates/engine/src/-n new.rs',
      'crates/engine/src/lib.rs',
      'flake.nix',
    ])
    expect(JSON.parse(readFileSync(join(root, 'nx.json'), 'utf8'))).toEqual({
      plugins: ['nx-crane'],
      targetDefaults: { ...targetDefaults, 'nx-crane:cargo': {} },
    })

    const after = report(['--json', '--fix'])
    expect(after.fixed).toEqual([])
    expect(after.findings.filter(({ fixable }) => fixable)).toEqual([])
  } finally {
    rmSync(origin, { recursive: true, force: true })
  }
}, 60_000)

test('--json has the documented fields, and the exit code says what `sound` says', () => {
  writeCrate()
  const { status, stdout } = doctor(['--json'])
  const { version, sound, findings, fixed } = JSON.parse(stdout) as DoctorReport
  expect({ version, sound, fixed }).toEqual({ version: 1, sound: status === 0, fixed: [] })
  for (const finding of findings) {
    expect(Object.keys(finding).sort()).toEqual(['fixable', 'id', 'level', 'mend', 'message', 'place'])
  }
  expect(findings).toContainEqual({
    id: 'nx-json',
    level: 'warning',
    message: 'there is no nx.json: nx-crane is not in use here yet',
    place: 'nx.json',
    mend: 'npx nx-crane init',
    fixable: false,
  })
})

test('a toolchain that a file asks for and RUSTUP_TOOLCHAIN that overrides it are seen as rustup sees them', () => {
  writeCrate()
  write('rust-toolchain.toml', '[toolchain]\nchannel = "1.2.3"\n')
  const place = { id: 'toolchain-file', place: 'rust-toolchain.toml', fixable: true }
  expect(report(['--json']).findings).toContainEqual(expect.objectContaining(place))
  const active = execFileSync('rustup', ['default'], { encoding: 'utf8' }).split(' ')[0] ?? ''
  expect(report(['--json'], { RUSTUP_TOOLCHAIN: active }).findings).toContainEqual(
    expect.objectContaining({ id: 'toolchain-override', level: 'warning', mend: 'unset RUSTUP_TOOLCHAIN' }),
  )
})

test('--help says what the exit code means', () => {
  const { status, stdout } = doctor(['--help'])
  expect(status).toBe(0)
  expect(stdout).toContain('Exits with 1 if there is an error, with 0 for warnings and notes.')
  expect(stdout).not.toContain('nx-crane graph')
})

test.each([
  ['an unknown option', ['--fxi']],
  ['no such directory', ['--root', 'does/not/exist']],
])('%s is a usage error', (_, args) => {
  const { status, stderr } = doctor(args)
  expect(status).toBe(2)
  expect(stderr).toContain('nx-crane doctor [--root DIR] [--fix] [--json]')
})

function report(args: string[], env: NodeJS.ProcessEnv = {}): DoctorReport {
  return JSON.parse(doctor(args, env).stdout) as DoctorReport
}

function doctor(args: string[], env: NodeJS.ProcessEnv = {}) {
  return spawnDoctor(['doctor', ...(args.includes('--root') ? [] : ['--root', root]), ...args], env)
}

function spawnDoctor(args: string[], env: NodeJS.ProcessEnv = {}) {
  return runNxCrane(args, { env: { ...process.env, ...FILE_SUBMODULES, ...env } })
}

/** Git refuses submodules from the disk unless it is told that they are meant. */
const FILE_SUBMODULES = {
  GIT_CONFIG_COUNT: '1',
  GIT_CONFIG_KEY_0: 'protocol.file.allow',
  GIT_CONFIG_VALUE_0: 'always',
}

/** One that is recorded and not checked out, as after a clone. */
function writeSubmodule(origin: string): void {
  const own = (...args: string[]) => execFileSync('git', ['-C', origin, ...args])
  mkdirSync(origin)
  own('init', '-q')
  writeFileSync(join(origin, 'README.md'), 'there\n')
  own('add', '.')
  own('-c', 'user.name=a', '-c', 'user.email=a@b', 'commit', '-qm', 'one')
  git('submodule', '--quiet', 'add', origin, 'vendor/sub')
  git('submodule', 'deinit', '--quiet', '-f', 'vendor/sub')
}

function writeCrate(): void {
  write('Cargo.toml', '[workspace]\nmembers = ["crates/*"]\nresolver = "2"\n')
  write('crates/engine/Cargo.toml', '[package]\nname = "engine"\nversion = "0.1.0"\nedition = "2021"\n')
  write('crates/engine/src/lib.rs', '')
}

function git(...args: string[]): string {
  const env = { ...process.env, ...FILE_SUBMODULES }
  return execFileSync('git', args, { cwd: root, encoding: 'utf8', env }).trim()
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}
