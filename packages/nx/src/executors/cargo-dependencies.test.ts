import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import type { ExecutorContext } from '@nx/devkit'
import { afterEach, beforeEach, expect, test } from 'vitest'
import cargoDependenciesExecutor, { type CargoDependenciesOptions } from './cargo-dependencies'

/** With cargo itself, in a PATH and a home of its own, and with programs that write down how cargo starts them. */

let root: string
const before = { ...process.env }
const said: string[] = []
const write = process.stderr.write.bind(process.stderr)

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'nx-crane-dependencies-')))
  const bin = join(root, 'bin')
  mkdirSync(bin)
  symlinkSync(onPath('cargo'), join(bin, 'cargo'))
  process.env.PATH = [bin, '/usr/bin', '/bin'].join(delimiter)
  process.env.CARGO_HOME = join(root, 'cargo-home')
  put('rust/Cargo.toml', '[workspace]\nmembers = []\n')
  said.length = 0
  process.stderr.write = ((text: string) => said.push(text) > 0) as typeof process.stderr.write
})
afterEach(() => {
  process.stderr.write = write
  process.env = { ...before }
  rmSync(root, { recursive: true, force: true })
})

test.each<[string, CargoDependenciesOptions, string]>([
  ['cargo-audit', { kind: 'audit', manifest: 'rust/Cargo.toml' }, 'audit'],
  [
    'cargo-audit',
    { kind: 'audit', manifest: 'rust/Cargo.toml', allMembers: true, args: ['--deny', 'warnings'] },
    'audit --deny warnings',
  ],
  ['cargo-deny', { kind: 'deny', manifest: 'rust/Cargo.toml' }, 'deny --manifest-path=Cargo.toml check'],
  [
    'cargo-deny',
    { kind: 'deny', manifest: 'rust/Cargo.toml', allMembers: true, args: ['bans'] },
    'deny --manifest-path=Cargo.toml --workspace check bans',
  ],
])('%s is started in the directory of the manifest (%o)', async (program, options, commandLine) => {
  install(program, 0)
  expect(await run(options)).toEqual({ success: true })
  expect(readFileSync(join(root, 'started'), 'utf8')).toBe(`${join(root, 'rust')} ${commandLine}\n`)
})

test('what it finds fails the task, and each run asks anew', async () => {
  install('cargo-audit', 1)
  const options = { kind: 'audit', manifest: 'rust/Cargo.toml' } as const
  expect(await run(options)).toEqual({ success: false })
  install('cargo-audit', 0)
  expect(await run(options)).toEqual({ success: true })
  expect(readFileSync(join(root, 'started'), 'utf8').trim().split('\n')).toHaveLength(2)
  expect(said).toEqual([])
})

test.each(['audit', 'deny'] as const)(
  'a missing cargo-%s is one error with the command that installs it',
  async (kind) => {
    expect(await run({ kind, manifest: 'rust/Cargo.toml' })).toEqual({ success: false })
    expect(said.join('')).toBe(
      `cargo-${kind} is not installed, and the target that runs \`cargo ${kind}\` needs it\n  run \`cargo install cargo-${kind} --locked\`\n`,
    )
  },
)

test('without cargo that is said', async () => {
  rmSync(join(root, 'bin/cargo'))
  process.env.PATH = join(root, 'bin')
  expect(await run({ kind: 'audit', manifest: 'rust/Cargo.toml' })).toEqual({ success: false })
  expect(said.join('')).toMatch(/^cargo could not be started/)
})

test('a manifest outside of the repository is refused', async () => {
  install('cargo-audit', 0)
  expect(await run({ kind: 'audit', manifest: '../Cargo.toml' })).toEqual({ success: false })
  expect(said.join('')).toMatch(/leads out of the Nx workspace/)
})

function run(options: CargoDependenciesOptions): Promise<{ success: boolean }> {
  return cargoDependenciesExecutor(options, { root } as ExecutorContext)
}

function install(program: string, code: number): void {
  const path = put(
    `bin/${program}`,
    `#!/bin/sh\necho "$PWD $*" >> '${join(root, 'started')}'\nexit ${code}\n`,
  )
  chmodSync(path, 0o755)
}

function put(path: string, text: string): string {
  const file = join(root, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
  return file
}

function onPath(program: string): string {
  const candidates = (before.PATH ?? '').split(delimiter).map((dir) => join(dir, program))
  const found = candidates.find((candidate) => existsSync(candidate))
  if (found === undefined) throw new Error(`no ${program} on PATH`)
  return found
}
