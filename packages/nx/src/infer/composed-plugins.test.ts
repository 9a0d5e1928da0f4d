import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { CreateNodesContext } from '@nx/devkit'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { inferComposed } from './composed-plugins'
import { parseOptions } from './options'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'nx-crane-composed-'))
})
afterEach(() => {
  rmSync(root, { recursive: true, force: true })
})

function install(path: string, text: string): void {
  const file = join(root, 'node_modules', path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}

const infer = (plugins: string[] = [], files = ['a/tsconfig.json'], options: unknown = undefined) => {
  const nx: CreateNodesContext = { workspaceRoot: root, nxJsonConfiguration: { plugins } }
  return inferComposed([...files, 'fixtures/tsconfig.json', 'a/package.json'], {
    options: parseOptions(options),
    nx,
    isProjectDir: (dir) => dir !== 'fixtures',
  })
}

const SOUND = `exports.createNodes = ['', (files) => files.map((file) => [file, { projects: { a: { targets: { build: {} } } } }])]`

const NOTHING = { results: [], failures: [] }

test('an installed plugin infers from the files of its kind', async () => {
  install('@nx/js/typescript.js', SOUND)
  expect(await infer()).toEqual({
    results: [['a/tsconfig.json', { projects: { a: { targets: { build: {} } } } }]],
    failures: [],
  })
})

test.each([
  ['is not installed', () => undefined],
  ['lacks a tool it needs', () => install('@nx/js/typescript.js', `require('a-tool-that-is-not-there')`)],
])('a plugin that %s infers nothing', async (_case, prepare) => {
  prepare()
  expect(await infer()).toEqual(NOTHING)
})

test('a plugin that is in nx.json itself is left to Nx', async () => {
  install('@nx/js/typescript.js', SOUND)
  expect(await infer(['@nx/js/typescript'])).toEqual(NOTHING)
})

test('a plugin that cannot be loaded for another reason costs what it would infer', async () => {
  install('@nx/js/typescript.js', `throw new Error('broken installation\\nwith a trace')`)
  expect(await infer()).toEqual({
    results: [],
    failures: [{ ...FAILURE, files: ['a/tsconfig.json'], message: 'broken installation' }],
  })
})

test('a plugin that fails on one file keeps the others, and the error is told', async () => {
  const failing = `exports.createNodes = ['', (files) => {
    throw Object.assign(new Error(), { errors: [[files[0], new Error('not JSON')]], partialResults: [['b', {}]] })
  }]`
  install('@nx/js/typescript.js', failing)
  const { results, failures } = await infer()
  expect(results).toEqual([['b', { projects: {} }]])
  expect(failures).toEqual([{ ...FAILURE, files: ['a/tsconfig.json'], message: 'not JSON' }])
})

test.each([
  ['throws for all', `throw new Error('needs typescript')`, 'needs typescript'],
  ['ends the process', 'process.exit(3)', 'it ends the process (process.exit(3))'],
])('one that %s is asked directory by directory', async (_, statement, message) => {
  const failing = `exports.createNodes = ['', async (files) => {
    if (files.some((file) => file.startsWith('bad/'))) ${statement}
    return files.map((file) => [file, { projects: { [file]: {} } }])
  }]`
  install('@nx/js/typescript.js', failing)
  const worker = globalThis as { NX_PLUGIN_WORKER?: boolean }
  worker.NX_PLUGIN_WORKER = true
  const { results, failures } = await infer([], ['a/tsconfig.json', 'bad/tsconfig.json', 'c/tsconfig.json'])
  delete worker.NX_PLUGIN_WORKER
  expect(results.map(([file]) => file)).toEqual(['a/tsconfig.json', 'c/tsconfig.json'])
  expect(failures).toEqual([{ ...FAILURE, files: ['bad/tsconfig.json'], message }])
})

test('one that never ends for some file is asked directory by directory', async () => {
  vi.useFakeTimers()
  const hanging = `exports.createNodes = ['', (files) => files.some((file) => file.startsWith('bad/'))
    ? new Promise(() => {})
    : Promise.resolve(files.map((file) => [file, { projects: { [file]: {} } }]))]`
  install('@nx/js/typescript.js', hanging)
  const inferred = infer([], ['a/tsconfig.json', 'bad/tsconfig.json', 'c/tsconfig.json'])
  await vi.advanceTimersByTimeAsync(60_000)
  vi.useRealTimers()
  const { results, failures } = await inferred
  expect(results.map(([file]) => file)).toEqual(['a/tsconfig.json', 'c/tsconfig.json'])
  expect(failures).toEqual([
    { ...FAILURE, files: ['bad/tsconfig.json'], message: 'it did not finish within 21 s' },
  ])
})

test('files that the options exclude are not shown to it', async () => {
  install('@nx/js/typescript.js', SOUND)
  const files = ['a/tsconfig.json', 'b/c/tsconfig.json', 'd/tsconfig.json']
  const { results } = await infer([], files, { typescript: { js: { exclude: ['b', 'd/*.json'] } } })
  expect(results.map(([file]) => file)).toEqual(['a/tsconfig.json'])
})

test('what a configuration prints is not part of what an Nx command prints', async () => {
  install(
    '@nx/js/typescript.js',
    SOUND.replace('=> files.map', `=> (process.stdout.write('hello'), files).map`),
  )
  const printed: unknown[] = []
  const { write } = process.stdout
  process.stdout.write = ((text: unknown) => printed.push(text) > 0) as typeof write
  await infer()
  process.stdout.write = write
  expect(printed).toEqual([])
})

const FAILURE = { plugin: '@nx/js/typescript', option: 'js' }
