import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { TARGETS, TASK_KINDS } from '@nx-crane/graph'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { parseOptions } from '../infer/options'
import { targetKeys } from './target-keys'

const FILES: Readonly<Record<string, string>> = {
  'Cargo.toml': '[workspace]\nmembers = ["engine", "chart"]\nresolver = "2"\n',
  'engine/Cargo.toml': '[package]\nname = "engine"\nversion = "0.1.0"\nedition = "2021"\n',
  'engine/src/lib.rs': 'pub fn id() -> u8 { 1 }\n',
  'engine/README.md': 'An engine.\n',
  'chart/Cargo.toml':
    '[package]\nname = "chart"\nversion = "0.1.0"\nedition = "2021"\n[lib]\ncrate-type = ["cdylib"]\n[dependencies]\nengine = { path = "../engine" }\nwasm-bindgen = "0.2"\n',
  'chart/src/lib.rs': '',
}
let root: string
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'nx-crane-target-keys-')))
  for (const [path, text] of Object.entries(FILES)) write(path, text)
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const EVERY_CRATE = TASK_KINDS.filter((kind) => TARGETS[kind].of === 'every crate').sort()

test('each cached target of each crate has a key; build and wasm of a wasm crate share theirs', async () => {
  const all = await keys()
  expect(Object.keys(all)).toEqual([
    ...[...EVERY_CRATE, 'wasm'].map((target) => `chart:${target}`).sort(),
    ...EVERY_CRATE.map((target) => `engine:${target}`),
  ])
  expect(all['chart:build']).toBe(all['chart:wasm'])
  expect(new Set(Object.values(all)).size).toBe(Object.keys(all).length - 1)
})

test('a source moves the keys of its crate and of what needs it, a README that of the documentation', async () => {
  const first = await keys()
  write('engine/README.md', 'Another text.\n')
  const before = await keys()
  expect(Object.keys(first).filter((target) => before[target] !== first[target])).toEqual(['engine:doc'])
  write('engine/src/lib.rs', 'pub fn id() -> u8 { 2 }\n')
  const after = await keys()
  expect(Object.keys(before).filter((target) => before[target] === after[target])).toEqual(['chart:format'])
})

test('only the projects that were asked for are computed, under the names the options give', async () => {
  expect(Object.keys(await keys({ targets: { build: 'compile', doc: false } }, ['engine']))).toEqual(
    EVERY_CRATE.filter((kind) => kind !== 'doc')
      .map((kind) => `engine:${kind === 'build' ? 'compile' : kind}`)
      .sort(),
  )
})

test('a test that asks for FORCE_COLOR has the key that it has in Nx, which sets that for every task', async () => {
  write('engine/src/lib.rs', 'pub fn id() { std::env::var("FORCE_COLOR"); }\n')
  const { FORCE_COLOR: _, ...env } = process.env
  const ofEngine = (variables: NodeJS.ProcessEnv) => keys({}, ['engine'], { ...env, ...variables })
  expect(await ofEngine({ FORCE_COLOR: 'true' })).toEqual(await ofEngine({}))
  expect(await ofEngine({ FORCE_COLOR: '0' })).not.toEqual(await ofEngine({}))
})

async function keys(
  options: unknown = {},
  projects: string[] = [],
  env = process.env,
): Promise<Record<string, string | null>> {
  const files = Object.keys(FILES).filter((path) => path.endsWith('Cargo.toml'))
  const found = await targetKeys({ root, files, options: parseOptions(options), projects, env })
  return Object.fromEntries(found.map(({ project, target, key }) => [`${project}:${target}`, key]))
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}
