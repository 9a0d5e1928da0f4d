import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { stateDirectory } from '@nx-crane/files'
import { CACHED_KINDS, readSourceTree, TARGETS } from '@nx-crane/graph'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { flakeChanges } from '../flake/flake-changes'
import { keyDirectory, keysRoot } from '../key-directory'
import { writeUserFiles } from '../write-user-files'
import { runKeyTasks } from './crate-key-task'
import { builderOf } from './key-file'
import type { KeyOptions } from './key-options'

// The paths that real Nix gives are checked in tools/check-flake; here a program answers in its place.

let root: string
let printed: string[]
const NAMES = ['one', 'two']
const KINDS = CACHED_KINDS.filter((kind) => TARGETS[kind].of === 'every crate').sort()
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'nx-crane-nix-keys-')))
  printed = []
  write('Cargo.toml', '[workspace]\nresolver = "2"\nmembers = ["one", "two"]\n')
  write('Cargo.lock', 'version = 4\n')
  for (const name of NAMES) {
    write(`${name}/Cargo.toml`, `[package]\nname = "${name}"\nversion = "0.1.0"\nedition = "2021"\n`)
    write(`${name}/src/lib.rs`, '')
  }
  writeUserFiles(root, flakeChanges(readSourceTree(root)))
  answer(NAMES)
})
afterEach(() => rmSync(root, { recursive: true }))

test('with Nix and a flake the keys are the paths that Nix builds', async () => {
  const results = await run({})
  expect(results.map(({ success }) => success)).toEqual([true, true])
  expect(kindsOf('one')).toEqual(KINDS)
  expect(keyOf('one', 'lint')).toBe('/nix/store/00000000000000000000000000000000-one-lint\nbuilder nix\n')
  expect(printed).toEqual([])
})

test('a change of builder makes other keys, whichever way', async () => {
  await run({})
  const byNix = keyOf('one', 'build')
  await run({}, { NX_CRANE_BUILDER: 'cargo' })
  const byCargo = keyOf('one', 'build')
  expect([byNix, byCargo].map(builderOf)).toEqual(['nix', 'cargo'])
  await run({})
  expect(keyOf('one', 'build')).toBe(byNix)
  await run({ builder: 'cargo' })
  expect(keyOf('one', 'build')).toBe(byCargo)
})

test('each kind may have its own builder; what the flake has nothing for is cargo’s', async () => {
  await run({ builders: { lint: 'cargo' }, wasm: true })
  expect(KINDS.map((kind) => builderOf(keyOf('one', kind)))).toEqual(
    KINDS.map((kind) => (TARGETS[kind].nix && kind !== 'lint' ? 'nix' : 'cargo')),
  )
  const [one] = await run({ builders: { build: 'nix' }, builder: 'cargo' })
  expect(one?.success).toBe(true)
  expect(KINDS.map((kind) => builderOf(keyOf('one', kind)))).toEqual(
    KINDS.map((kind) => (kind === 'build' ? 'nix' : 'cargo')),
  )
})

test('a crate whose workspace has no lock has no task in the flake, and is cargo’s', async () => {
  answer(['one', 'two'], { without: ['two'] })
  await run({})
  expect([builderOf(keyOf('one', 'build')), builderOf(keyOf('two', 'build'))]).toEqual(['nix', 'cargo'])
})

test('a crate that the flake does not know fails alone, and says how it gets to know it', async () => {
  await run({})
  answer(['one'])
  const [one, two] = await run({})
  expect([one?.success, two?.success]).toEqual([true, false])
  expect(two?.output).toMatch(/two\/Cargo.toml: the flake does not have this crate\n.*npx nx sync/)
  expect(existsSync(join(root, keysRoot(stateDirectory(root)), keyDirectory('two', 'two')))).toBe(false)
})

test('where Nix fails all its tasks do, without a key that would be found', async () => {
  await run({})
  write('.tools/nix-instantiate', '#!/bin/sh\necho "error: no space left on device" >&2; exit 1\n')
  const results = await run({})
  expect(results.map(({ success }) => success)).toEqual([false, false])
  expect(results[0]?.output).toContain('no space left on device')
  expect(existsSync(join(root, keysRoot(stateDirectory(root)), keyDirectory('one', 'one')))).toBe(false)
  expect((await run({}, { NX_CRANE_BUILDER: 'cargo' })).map(({ success }) => success)).toEqual([true, true])
})

test('auto without a flake is cargo: each task says so, and with Nix there the run does', async () => {
  rmSync(join(root, 'flake.nix'))
  const results = await run({})
  expect(results.map(({ output }) => /cargo builds, because there is no flake/.test(output))).toEqual([
    true,
    true,
  ])
  expect(printed).toEqual([expect.stringMatching(/^nx-crane: cargo builds, because there is no flake/)])
  expect(builderOf(keyOf('one', 'build'))).toBe('cargo')
})

test('Nix by name without a flake fails, and so does a builder that there is not', async () => {
  rmSync(join(root, 'flake.nix'))
  const [one] = await run({ builder: 'nix' })
  expect([one?.success, one?.output]).toEqual([false, expect.stringContaining('npx nx-crane flake')])
  const [other] = await run({}, { NX_CRANE_BUILDER: 'bazel' })
  expect([other?.success, other?.output]).toEqual([
    false,
    expect.stringContaining('NX_CRANE_BUILDER is "bazel"'),
  ])
})

function run(options: Partial<KeyOptions>, env: NodeJS.ProcessEnv = {}) {
  const tasks = NAMES.map((name): [string, KeyOptions] => [
    `${name}:key`,
    { crate: name, manifest: `${name}/Cargo.toml`, workspace: 'Cargo.toml', ...options },
  ])
  return runKeyTasks(root, Object.fromEntries(tasks), {
    env: { PATH: `${join(root, '.tools')}:${process.env.PATH}`, HOME: root, ...env },
    print: (line) => printed.push(line),
  })
}

function answer(names: readonly string[], { without = [] }: { without?: readonly string[] } = {}): void {
  const path = (name: string) => `/nix/store/00000000000000000000000000000000-${name}`
  const crates = names.map((name) => [
    `${name}/Cargo.toml`,
    {
      ...{ attribute: name, dir: name, workspace: '', extraFiles: [] },
      tasks: Object.fromEntries(
        (without.includes(name) ? [] : KINDS.filter((kind) => TARGETS[kind].nix)).map((kind) => [
          kind,
          { storePath: path(`${name}-${kind}`), derivation: path(`${name}.drv`) },
        ]),
      ),
    },
  ])
  const text = { nixVersion: '2.34.8', system: 'x86_64-linux', crates: Object.fromEntries(crates) }
  write('.tools/answer', JSON.stringify(text))
  write('.tools/nix-instantiate', `#!/bin/sh\ncat ${root}/.tools/answer\n`)
  chmodSync(join(root, '.tools/nix-instantiate'), 0o755)
}

function keyOf(name: string, kind: string): string {
  return readFileSync(join(root, keysRoot(stateDirectory(root)), keyDirectory(name, name), kind), 'utf8')
}

function kindsOf(name: string): string[] {
  return readdirSync(join(root, keysRoot(stateDirectory(root)), keyDirectory(name, name))).sort()
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}
