import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { CreateNodesContext } from '@nx/devkit'
import { afterEach, beforeEach, expect, test } from 'vitest'
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

const infer = (plugins: string[] = []) => {
  const context: CreateNodesContext = { workspaceRoot: root, nxJsonConfiguration: { plugins } }
  return inferComposed(['a/tsconfig.json', 'a/package.json'], parseOptions(undefined), context)
}

const SOUND = `exports.createNodes = ['', (files) => files.map((file) => [file, { projects: { a: { targets: { build: {} } } } }])]`

const NOTHING = { results: [], errors: [] }

test('an installed plugin infers from the files of its kind', async () => {
  install('@nx/js/typescript.js', SOUND)
  expect(await infer()).toEqual({
    results: [['a/tsconfig.json', { projects: { a: { targets: { build: {} } } } }]],
    errors: [],
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

test('a plugin that cannot be loaded for another reason says so', async () => {
  install('@nx/js/typescript.js', `throw new Error('broken installation')`)
  await expect(infer()).rejects.toThrow('broken installation')
})

test('a plugin that fails on one file keeps the others, and the error is told', async () => {
  const failing = `exports.createNodes = ['', (files) => {
    throw Object.assign(new Error(), { errors: [[files[0], new Error('not JSON')]], partialResults: [['b', {}]] })
  }]`
  install('@nx/js/typescript.js', failing)
  const { results, errors } = await infer()
  expect(results).toEqual([['b', { projects: {} }]])
  expect(errors).toEqual([['a/tsconfig.json', new Error('not JSON')]])
})
