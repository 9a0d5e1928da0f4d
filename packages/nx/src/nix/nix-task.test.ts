import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { ExecutorContext } from '@nx/devkit'
import { stateDirectory } from '@nx-crane/files'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { keyDirectory, keysRoot } from '../key-directory'
import { printNixKeyFile } from '../keys/key-file'
import { whoBuilds } from './nix-task'

const STORE_PATH = '/nix/store/xxw24agjg8ibs6c2b8phly37d4m3yh71-engine-0.1.0'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'nx-crane-who-'))
})
afterEach(() => rmSync(root, { recursive: true }))

function writeKey(text: string): void {
  const file = join(root, keysRoot(stateDirectory(root)), keyDirectory('engine', 'crates/engine'), 'build')
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}

const OPTIONS = { crate: 'engine', manifest: 'crates/engine/Cargo.toml' }

/** A run of `engine:build`, with its key task or without. */
function context(hasKeyTask: boolean): ExecutorContext {
  const task = (target: string) => ({
    id: `engine:${target}`,
    target: { project: 'engine', target },
    overrides: {},
    outputs: [],
    parallelism: true,
  })
  return {
    root,
    taskGraph: {
      roots: [],
      tasks: { 'engine:build': task('build'), ...(hasKeyTask ? { 'engine:key': task('key') } : {}) },
      dependencies: { 'engine:build': hasKeyTask ? ['engine:key'] : [] },
      continuousDependencies: {},
    },
    projectsConfigurations: {
      version: 2,
      projects: {
        engine: {
          root: 'crates/engine',
          targets: { build: {}, key: { executor: 'nx-crane:key', options: OPTIONS } },
        },
      },
    },
  } as unknown as ExecutorContext
}

const build = (options: object = {}, hasKeyTask = true) =>
  whoBuilds(context(hasKeyTask), {
    id: 'engine:build',
    kind: 'build',
    outputDir: join(root, 'out'),
    options: { ...OPTIONS, ...options },
  })

test('Nix builds what the key task of the run has written a key of Nix for', () => {
  writeKey(printNixKeyFile(STORE_PATH))
  expect(build()).toEqual({
    builder: 'nix',
    task: {
      id: 'engine:build',
      kind: 'build',
      manifest: OPTIONS.manifest,
      storePath: STORE_PATH,
      outputDir: join(root, 'out'),
    },
  })
})

test.each([
  ['a key of cargo', `${STORE_PATH}\nown abc\n`],
  ['no key', null],
])('cargo builds what has %s', (_, text) => {
  if (text !== null) writeKey(text)
  expect(build()).toEqual({ builder: 'cargo', notice: null })
})

test('without its key task cargo builds it, and that is said', () => {
  writeKey(printNixKeyFile(STORE_PATH))
  expect(build({}, false)).toEqual({
    builder: 'cargo',
    notice: expect.stringContaining('engine:build runs without its key task'),
  })
})

test.each([
  ['features', ['a']],
  ['allFeatures', true],
  ['noDefaultFeatures', true],
  ['targetTriple', 'wasm32-wasip1'],
  ['args', ['--timings']],
  ['glues', ['web']],
])('the option %s is refused, with the way out', (name, value) => {
  writeKey(printNixKeyFile(STORE_PATH))
  expect(() => build({ [name]: value })).toThrow(
    new RegExp(`"${name}" cannot be set here[\\s\\S]*nix/overrides\\.nix[\\s\\S]*NX_CRANE_BUILDER=cargo`),
  )
})

test.each([
  ['a profile', { profile: 'release' }],
  ['no features', { features: [], args: [], allFeatures: false }],
])('%s is not refused', (_, options) => {
  writeKey(printNixKeyFile(STORE_PATH))
  expect(build(options).builder).toBe('nix')
})
