import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stateDirectory } from '@nx-crane/files'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { keyInputs } from '../infer/target-inputs'
import { keyDirectory, keysRoot } from '../key-directory'
import { resultKey } from './result-key'

const root = mkdtempSync(join(tmpdir(), 'nx-crane-result-key-'))
const crate = { name: 'app', dir: 'crates/app' }
const place = join(root, keysRoot(stateDirectory(root)), keyDirectory(crate.name, crate.dir))
const options = { crate: 'app', manifest: 'crates/app/Cargo.toml' }

beforeAll(() => {
  mkdirSync(place, { recursive: true })
  writeFileSync(join(place, 'build'), 'the key\n')
})
afterAll(() => rmSync(root, { recursive: true }))

interface Run {
  readonly overrides?: object
  readonly inputs?: object[]
  readonly dependencies?: readonly unknown[]
  readonly kind?: 'build' | 'test'
  readonly options?: typeof options & Record<string, unknown>
  readonly configuration?: string
}

function keyOf(run: Run): string | null {
  const kind = run.kind ?? 'build'
  const target = { project: 'app', target: 'build', configuration: run.configuration }
  const targets = {
    key: { executor: 'nx-crane:key', options },
    build: { executor: 'nx-crane:cargo', inputs: run.inputs ?? keyInputs(crate, kind, false) },
  }
  const tasks = {
    'app:build': { id: 'app:build', target, overrides: run.overrides ?? { __overrides_unparsed__: [] } },
    'app:key': { id: 'app:key', target: { project: 'app', target: 'key' }, overrides: {} },
  }
  const context = {
    root,
    projectsConfigurations: { version: 2, projects: { app: { root: 'crates/app', targets } } },
    taskGraph: { tasks, dependencies: { 'app:build': run.dependencies ?? ['app:key'] } },
  } as unknown as Parameters<typeof resultKey>[0]
  return resultKey(context, { id: 'app:build', kind, options: run.options ?? options }, 'code')
}

test.each<[string, Run]>([
  ['arguments on the command line', { overrides: { __overrides_unparsed__: ['--nocapture'] } }],
  ['an option on the command line', { overrides: { profile: 'release' } }],
  ['an input beside the key', { inputs: [...keyInputs(crate, 'build', false), { env: 'DB' }] as object[] }],
  ['no key task in the run', { dependencies: [] }],
  ['no key file', { kind: 'test' }],
])('%s: the store is not asked', (_, run) => {
  expect(keyOf(run)).toBeNull()
})

test('options and configurations have results of their own, whatever the order of the options', () => {
  const keys = [
    keyOf({}),
    keyOf({ configuration: 'release' }),
    keyOf({ options: { ...options, profile: 'release' } }),
  ]
  expect(new Set(keys).size).toBe(3)
  expect(keys).not.toContain(null)
  expect(keyOf({ options: { manifest: options.manifest, crate: options.crate } })).toBe(keys[0])
  expect(keyOf({ dependencies: [{ id: 'app:key' }] })).toBe(keys[0])
})

test('a result is found by its own profile, unless arguments or a target may say what else counts', () => {
  writeFileSync(join(place, 'build'), 'the key\nown 1\nprofile dev 2\nprofile release 3\n')
  const partsIn = (further: object) => JSON.parse(keyOf({ options: { ...options, ...further } }) ?? '[]')[3]
  expect(partsIn({})).toBe('own 1 profile dev 2')
  expect(partsIn({ profile: 'release' })).toBe('own 1 profile release 3')
  expect(partsIn({ targetTriple: 'wasm32-wasip1' })).toBe('the key')
  expect(partsIn({ args: ['--release'] })).toBe('the key')
})
