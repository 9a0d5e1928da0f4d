import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DebugModule } from '@nx-crane/build'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ServedModules } from './served-modules'

// `source-places.test.ts` says how it was made.
const MODULE = readFileSync(join(__dirname, '../../fixtures/dwarf/dwarf-4.wasm'))
const CODE = 124
const CODE_LENGTH = 279
const URL = 'http://localhost:5173/@fs/somewhere/packages/counter/0123456789/counter_bg.wasm'

let root: string
let dir: string
let debug: DebugModule
let asked: number

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'nx-crane-served-')))
  dir = join(root, 'packages/0123456789')
  mkdirSync(dir, { recursive: true })
  writeFileSync(join(dir, 'counter_bg.wasm'), MODULE)
  writeFileSync(join(root, 'places.rs'), 'the source')
  debug = {
    status: 'made',
    compiled: MODULE,
    kept: MODULE,
    prefixes: [[root, '/workspace']],
  }
  asked = 0
})
afterEach(() => rmSync(root, { recursive: true }))

const modules = () =>
  new ServedModules({
    made: new Map([[dir, { stamp: 'a', compiledAt: Date.now() + 1_000 }]]),
    debugModule: async () => {
      asked += 1
      return debug
    },
  })

test('a module has names, and places in the files of this machine', async () => {
  const served = modules()
  const module = await served.at(`${URL}?t=1`)
  expect(module?.nameOf(0)).toBe('indexed')
  expect(module?.nameOf(99)).toBeNull()
  expect(module?.problem).toBeNull()
  const places = module?.placesAt(CODE + 0x0b)
  expect(places).toEqual([{ file: join(root, 'places.rs'), line: 31, column: 27, inlined: null }])
  await served.at(URL)
  expect(asked).toBe(1)
})

test.each([
  'http://localhost:5173/counter_bg.wasm',
  'http://localhost:5173/@fs/packages/counter/0123456789/other_bg.wasm',
  'http://localhost:5173/@fs/packages/counter/0123456789/../counter_bg.wasm',
  'http://localhost:5173/@fs/packages/counter/9876543210/counter_bg.wasm',
  'http://localhost:5173/x?/0123456789/counter_bg.wasm',
])('%s is no module of this package', (url) => {
  expect(modules().at(url)).toBeNull()
})

test.each<[string, () => DebugModule, RegExp]>([
  ['was replaced', () => ({ status: 'replaced' }), /another build has replaced/],
  ['is refused by wasm-bindgen', () => ({ status: 'failed', log: 'it says why' }), /it says why/],
  [
    'has other code',
    () => ({ ...debug, kept: changed(MODULE, CODE + 20) }) as DebugModule,
    /produces a different module/,
  ],
  [
    'has no debug information',
    () => ({ ...debug, kept: MODULE.subarray(0, CODE + CODE_LENGTH) }) as DebugModule,
    /debug = false/,
  ],
  ['is broken', () => ({ ...debug, compiled: MODULE.subarray(0, 500) }) as DebugModule, /cannot be read/],
])('where what it was made from %s, names are all, until that is mended', async (_, made, problem) => {
  const served = modules()
  const good = debug
  debug = made()
  const module = await served.at(URL)
  expect(module?.problem).toMatch(problem)
  expect(module?.nameOf(0)).toBe('indexed')
  expect(module?.placesAt(CODE + 0x0b)).toEqual([])
  debug = good
  expect((await served.at(URL))?.problem).toBeNull()
})

test('a source is read when it is what was compiled, and from nowhere else', async () => {
  const inner = join(root, 'inner')
  debug = { ...debug, prefixes: [[inner, '/workspace']] } as DebugModule
  mkdirSync(inner)
  writeFileSync(join(inner, 'places.rs'), 'the source')
  const module = await modules().at(URL)
  const source = join(inner, 'places.rs')
  expect(module?.sourceOf(source)).toBe('the source')
  writeFileSync(join(inner, 'secret.txt'), 'no source')
  expect(module?.sourceOf(join(inner, 'secret.txt'))).toBeNull()
  expect(module?.sourceOf(join(root, 'places.rs'))).toBeNull()
  expect(module?.sourceOf(`${inner}/../places.rs`)).toBeNull()
  expect(module?.sourceOf(join(inner, 'gone.rs'))).toBeNull()
  const later = new Date(Date.now() + 60_000)
  utimesSync(source, later, later)
  expect(module?.sourceOf(source)).toBeNull()
})

function changed(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes)
  copy[at] = (copy[at] ?? 0) ^ 1
  return copy
}
