import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { stateDirectory } from '@nx-crane/files'
import { TARGETS, TASK_KINDS } from '@nx-crane/graph'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { keyDirectory, keysRoot } from '../key-directory'
import { runKeyTasks } from './crate-key-task'
import type { KeyOptions } from './key-options'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'nx-crane-key-task-'))
  write('Cargo.toml', '[workspace]\nresolver = "2"\nmembers = ["crates/*"]\n')
  for (const name of ['one', 'two']) {
    write(`crates/${name}/Cargo.toml`, `[package]\nname = "${name}"\nedition = "2021"\n`)
    write(`crates/${name}/src/lib.rs`, `pub fn ${name}() {}\n`)
  }
})
afterEach(() => rmSync(root, { recursive: true }))

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}

const optionsOf = (name: string): KeyOptions => ({
  crate: name,
  manifest: `crates/${name}/Cargo.toml`,
  workspace: 'Cargo.toml',
  builder: 'cargo',
})
const TASKS = { 'one:key': optionsOf('one'), 'two:key': optionsOf('two') }
const fileOf = (name: string, kind: string) =>
  join(root, keysRoot(stateDirectory(root)), keyDirectory(name, `crates/${name}`), kind)
const EVERY_CRATE = TASK_KINDS.filter((kind) => TARGETS[kind].of === 'every crate').sort()

test('writes a file for each kind, and leaves alone what has not changed', async () => {
  const results = await runKeyTasks(root, TASKS)
  expect(results.map(({ task, success }) => [task, success])).toEqual([
    ['one:key', true],
    ['two:key', true],
  ])
  expect(readdirSync(dirname(fileOf('one', 'build'))).sort()).toEqual(EVERY_CRATE)
  expect(readFileSync(fileOf('one', 'build'), 'utf8')).toMatch(/^\/nix\/store\/[0-9a-z]{32}-one-build\nown /)
  const [first, second] = ['one', 'two'].map((name) => statSync(fileOf(name, 'build')))
  write('crates/one/src/lib.rs', 'pub fn uno() {}\n')
  const [one, two] = await runKeyTasks(root, TASKS)
  expect(one?.output).toBe(`changed: ${EVERY_CRATE.join(', ')}\n`)
  expect(two?.output).toBe('the keys are unchanged\n')
  expect(statSync(fileOf('one', 'build')).ino).not.toBe(first?.ino)
  expect(statSync(fileOf('two', 'build')).mtimeMs).toBe(second?.mtimeMs)
})

test('a crate whose key cannot be computed fails, says why, and loses its old key; its neighbour does not', async () => {
  await runKeyTasks(root, TASKS)
  write('crates/one/Cargo.toml', '[package\n')
  const [one, two] = await runKeyTasks(root, TASKS)
  expect([one?.success, two?.success]).toEqual([false, true])
  expect(one?.output).toContain('crates/one/Cargo.toml:1: ')
  expect(existsSync(fileOf('one', 'build'))).toBe(false)
  expect(existsSync(fileOf('two', 'build'))).toBe(true)
})

test('a key file of a kind that is gone goes', async () => {
  await runKeyTasks(root, TASKS)
  writeFileSync(fileOf('one', 'wasm'), 'old\n')
  await runKeyTasks(root, TASKS)
  expect(existsSync(fileOf('one', 'wasm'))).toBe(false)
})

test.each([
  ['a manifest outside', { ...optionsOf('one'), manifest: '../x/Cargo.toml' }],
  ['a name that is a path', { ...optionsOf('one'), crate: '../../one' }],
])('%s is refused', async (_, options) => {
  const results = await runKeyTasks(root, { 'one:key': options })
  expect(results.map((result) => result.success)).toEqual([false])
})
