import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { readSourceTree } from '@nx-crane/graph'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { flakeChanges } from '../flake/flake-changes'
import { writeUserFiles } from '../write-user-files'
import { evaluatedTasksOf } from './evaluated-tasks'

vi.mock('../build-id', () => ({ BUILD_ID: 'test' }))

// What Nix makes of a flake is checked with real Nix (tools/check-flake); here it is about when Nix is asked.

let root: string
let env: NodeJS.ProcessEnv
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'nx-crane-task-paths-')))
  write('Cargo.toml', '[workspace]\nresolver = "2"\nmembers = ["one"]\n')
  write('Cargo.lock', 'version = 4\n')
  write('one/Cargo.toml', '[package]\nname = "one"\nversion = "0.1.0"\nedition = "2021"\n')
  write('one/src/lib.rs', 'const A: &str = include_str!("../../texts/a.txt");\n')
  write('texts/a.txt', 'a\n')
  write('texts/b.txt', 'b\n')
  const tree = readSourceTree(root)
  writeUserFiles(root, flakeChanges(tree))
  write('flake.nix', `${readFileSync(join(root, 'flake.nix'), 'utf8')}# import ./more/a.nix\n`)
  write('more/a.nix', 'import ../nix/mine.nix\n')
  write('nix/mine.nix', '{ }\n')
  write('.tools/nix-instantiate', `#!/bin/sh\necho >> ${root}/.tools/asked\ncat ${root}/.tools/answer\n`)
  chmodSync(join(root, '.tools/nix-instantiate'), 0o755)
  answer('first')
  env = { PATH: `${join(root, '.tools')}:/usr/bin:/bin`, HOME: root }
})
afterEach(() => rmSync(root, { recursive: true }))

test.each<[string, () => void]>([
  ['a source', () => write('one/src/lib.rs', '')],
  ['a new test', () => write('one/tests/new.rs', '')],
  ['a manifest', () => write('one/Cargo.toml', '[package]\nname = "one"\nversion = "0.2.0"\n')],
  ['the manifest of the workspace', () => write('Cargo.toml', '[workspace]\nmembers = ["*"]\n')],
  ['the lock', () => write('Cargo.lock', 'version = 4\n# edited\n')],
  ['a file that a source includes', () => write('texts/a.txt', 'A\n')],
  ['flake.nix', () => write('flake.nix', '{ }\n')],
  ['a lock of the flake', () => write('flake.lock', '{}\n')],
  ['a Nix file of the user’s', () => write('nix/mine.nix', '{ a = 1; }\n')],
  ['one that flake.nix names', () => write('more/a.nix', '{ }\n')],
  ['a toolchain', () => write('rust-toolchain.toml', '[toolchain]\nchannel = "1.90.0"\n')],
  ['settings of clippy', () => write('clippy.toml', '\n')],
  ['settings of cargo', () => write('.cargo/config.toml', '\n')],
  ['settings of Nix', () => write('.config/nix/nix.conf', 'store = /elsewhere\n')],
  ['settings of Nix in the environment', () => Object.assign(env, { NIX_REMOTE: '/elsewhere' })],
  ['another place for settings of Nix', () => Object.assign(env, { XDG_CONFIG_HOME: '/elsewhere' })],
  ['an input that is overridden', () => override('nixpkgs')],
  ['another Nix', () => write('.tools/nix-instantiate', `${read('.tools/nix-instantiate')}# newer\n`)],
])('%s makes Nix be asked again', async (_, edit) => {
  expect(await asked()).toBe(true)
  expect(await asked()).toBe(false)
  edit()
  answer('second')
  expect(await asked()).toBe(true)
  expect(await asked()).toBe(false)
})

test.each<[string, () => void]>([
  ['a file that nobody reads', () => write('texts/b.txt', 'B\n')],
  ['a README of the repository', () => write('README.md', '\n')],
  ['what builds leave', () => write('one/dist/cargo/one', '')],
  ['what cargo leaves', () => write('target/debug/one', '')],
  ['times alone, of a file that was just written', () => utimesSync(join(root, 'one/src/lib.rs'), 1, 1)],
  ['another environment', () => Object.assign(env, { EDITOR: 'vi' })],
])('%s does not', async (_, edit) => {
  await asked()
  edit()
  expect(await asked()).toBe(false)
})

test('an input that somebody works on is looked at', async () => {
  override('nixpkgs')
  write('inputs/nixpkgs/lib/a.nix', '1')
  await asked()
  expect(await asked()).toBe(false)
  write('inputs/nixpkgs/lib/a.nix', '2')
  expect(await asked()).toBe(true)
})

test('settings that git ignores are tracked all the same from one moment to the next', async () => {
  const git = (...args: readonly string[]) => execFileSync('git', args, { cwd: root })
  git('init', '--quiet')
  write('.gitignore', '.cargo\n')
  write('.cargo/config.toml', '\n')
  await asked()
  expect(await asked()).toBe(false)
  git('add', '--force', '.cargo/config.toml')
  expect(await asked()).toBe(true)
})

test('a damaged memory knows nothing', async () => {
  await asked()
  const file = join(root, 'node_modules/.cache/nx-crane/nix-evaluation.json')
  writeFileSync(file, readFileSync(file, 'utf8').replace('first', 'other'))
  expect(await asked()).toBe(true)
})

test('systems have paths of their own', async () => {
  await asked()
  await evaluatedTasksOf(root, { env, system: 'aarch64-darwin' })
  expect(await asked()).toBe(false)
})

test('a library of another version is an error, and so are overrides that make no sense', async () => {
  const file = 'nix/nx-crane/lib/tasks.nix'
  write(file, `${read(file)}# old\n`)
  await expect(evaluatedTasksOf(root, { env })).rejects.toMatchObject({
    code: 'FLAKE_OUT_OF_DATE',
    file,
    hint: expect.stringContaining('npx nx sync'),
  })
  await expect(
    evaluatedTasksOf(root, { env: { ...env, NX_CRANE_INPUT_OVERRIDES: '["a"]' } }),
  ).rejects.toMatchObject({
    code: 'INVALID_INPUT_OVERRIDES',
  })
})

/** Whether Nix was asked for the paths; they are those of the last answer either way. */
async function asked(): Promise<boolean> {
  const log = join(root, '.tools/asked')
  rmSync(log, { force: true })
  settle()
  const { paths } = await evaluatedTasksOf(root, { env })
  expect(paths['one/Cargo.toml']?.tasks.build?.storePath).toContain(read('.tools/name'))
  return existsSync(log)
}

/** What was written a moment ago may still be changing, so that nothing is concluded from it. */
function settle(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 150)
}

function answer(name: string): void {
  const path = (ending: string) => `/nix/store/00000000000000000000000000000000-${name}${ending}`
  const crate = {
    attribute: 'one',
    dir: 'one',
    workspace: '',
    extraFiles: ['texts/a.txt'],
    tasks: { build: { storePath: path(''), derivation: path('.drv') } },
  }
  write('.tools/name', name)
  write(
    '.tools/answer',
    JSON.stringify({ nixVersion: '2.34.8', system: 'x86_64-linux', crates: { 'one/Cargo.toml': crate } }),
  )
}

function override(input: string): void {
  mkdirSync(join(root, 'inputs', input), { recursive: true })
  env.NX_CRANE_INPUT_OVERRIDES = JSON.stringify({ [input]: join(root, 'inputs', input) })
}

function read(path: string): string {
  return readFileSync(join(root, path), 'utf8')
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}
