import * as fs from 'node:fs'
import { EDITED_WORKSPACE } from '@nx-crane/graph/test-kit/edited-workspace'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { KeyWorkspace } from '../../test-kit/key-workspace'
import { computeKeys } from './compute-keys'

vi.mock('node:fs', async (original) => {
  const real = await original<typeof fs>()
  return {
    ...real,
    openSync: vi.fn(real.openSync),
    readFileSync: vi.fn(real.readFileSync),
    readdirSync: vi.fn(real.readdirSync),
    renameSync: vi.fn(real.renameSync),
  }
})

let workspace: KeyWorkspace
beforeEach(async () => {
  workspace = new KeyWorkspace({ ...EDITED_WORKSPACE, 'node_modules/.cache/nx-crane/x': '' })
  // Longer than what has just been written is taken for what may be written once more in that instant.
  await new Promise((resolve) => setTimeout(resolve, 2700))
})
afterEach(() => workspace[Symbol.dispose]())

interface Run {
  readonly keys: ReadonlyMap<string, string | null>
  /** Files and directories of the crates that were read, by path. */
  readonly read: readonly string[]
  readonly isStateWritten: boolean
}

function run(code = 'test', crates = CRATES): Run {
  const spies = [fs.openSync, fs.readFileSync, fs.readdirSync].map((spy) => vi.mocked(spy))
  for (const spy of [...spies, vi.mocked(fs.renameSync)]) spy.mockClear()
  const { root, memoDir, environment } = workspace
  const computed = computeKeys({
    ...{ root, memoDir, environment, code },
    manifests: ['Cargo.toml', ...CRATES],
    requests: crates.map((crate) => ({ crate })),
  })
  const paths = spies.flatMap((spy) => spy.mock.calls.map(([path]) => String(path)))
  const below = paths.filter((path) => path.startsWith(`${root}/crates/`))
  return {
    keys: new Map(computed.map(({ crate, kind, digest }) => [`${crate} ${kind}`, digest])),
    read: [...new Set(below.map((path) => path.slice(root.length + 1)))].sort(),
    isStateWritten: vi
      .mocked(fs.renameSync)
      .mock.calls.some(([, path]) => String(path).includes('key-state.json')),
  }
}

const CRATES = ['app', 'derive', 'engine', 'free', 'scripted', 'testkit'].map(
  (name) => `crates/${name}/Cargo.toml`,
)

test('what has not changed is neither read nor kept again', () => {
  const first = run()
  expect(first.isStateWritten).toBe(true)
  expect(run()).toEqual({ ...first, read: [], isStateWritten: false })
  expect(run('test', CRATES.slice(0, 1)).read).toEqual([])
})

test('after an edit only the sources of that crate are read', () => {
  const first = run()
  workspace.append('crates/derive/src/lib.rs', '// more\n')
  const second = run()
  expect(second.read.every((path) => path.startsWith('crates/derive'))).toBe(true)
  const changed = [...second.keys].filter(([place, key]) => first.keys.get(place) !== key)
  expect([...new Set(changed.map(([place]) => place.split('/')[1]))]).toEqual(['app', 'derive'])
  expect(second.isStateWritten).toBe(true)
})

/** The keys of a run that knows of no other. */
function keysAnew(): ReadonlyMap<string, string | null> {
  const { root, environment } = workspace
  const computed = computeKeys({
    ...{ root, environment, memoDir: 'node_modules/.cache/none' },
    manifests: ['Cargo.toml', ...CRATES],
    requests: CRATES.map((crate) => ({ crate })),
  })
  return new Map(computed.map(({ crate, kind, digest }) => [`${crate} ${kind}`, digest]))
}

test('after any edits the keys are those of a run that knows of no other', () => {
  const macro = '#[macro_export]\nmacro_rules! about { () => { env!("CARGO_PKG_DESCRIPTION") } }\n'
  const reader = 'pub fn read() { let _ = std::fs::read_to_string("x"); }\n'
  const edits: [what: string, edit: (it: KeyWorkspace) => void][] = [
    ['a source', (it) => it.append('crates/engine/src/table.rs', '// more\n')],
    [
      'a macro that reads what others say of themselves',
      (it) => it.append('crates/engine/src/lib.rs', macro),
    ],
    ['what it reads', (it) => it.replace('crates/app/Cargo.toml', 'An app', 'The app')],
    ['the macro is gone', (it) => it.replace('crates/engine/src/lib.rs', macro, '')],
    ['a library that reads files when it runs', (it) => it.append('crates/engine/src/lib.rs', reader)],
    ['a module that is not there yet', (it) => it.append('crates/testkit/src/lib.rs', 'mod later;\n')],
    ['the module', (it) => it.write('crates/testkit/src/later.rs', '')],
    ['a directory with an ignore file', (it) => it.write('crates/free/more/.gitignore', '*.txt\n')],
    ['an ignored file', (it) => it.write('crates/free/more/a.txt', '1')],
    ['the file is not ignored any more', (it) => it.write('crates/free/more/.gitignore', '')],
    ['a variable', (it) => Object.assign(it.environment, { DERIVE_MODE: '1' })],
    ['the lock', (it) => it.replace('Cargo.lock', 'bb00', 'bc00')],
    ['a build script', (it) => it.write('crates/derive/build.rs', 'fn main() {}\n')],
  ]
  run()
  for (const [what, edit] of edits) {
    edit(workspace)
    expect([what, ...run().keys]).toEqual([what, ...keysAnew()])
  }
})

test('a directory in which an editor has written a file anew is looked at, and nothing follows from it', () => {
  const first = run()
  workspace.write('crates/free/src/lib.rs~', 'x')
  workspace.remove('crates/free/src/lib.rs~')
  const second = run()
  expect(second.keys).toEqual(first.keys)
  expect(second.read.filter((path) => path !== 'crates/free')).toEqual(['crates/free/src'])
})

const STATE = 'node_modules/.cache/nx-crane/key-state.json'
const STRUCTURE = 'node_modules/.cache/nx-crane/key-structure.jsonl'

test.each<[string, (it: KeyWorkspace) => void, string?]>([
  ['another version of the code', () => {}, 'another'],
  ['a damaged state', (it) => it.append(STATE, ' ')],
  ['a damaged structure', (it) => it.append(STRUCTURE, ' ')],
  ['a structure that is gone', (it) => it.remove(STRUCTURE)],
  ['a state cut short', (it) => it.write(STATE, 'x\n{')],
  ['a manifest with another text', (it) => it.append('crates/engine/Cargo.toml', '# more\n')],
])('%s: everything is looked at anew, with the same keys', (_, change, code = 'test') => {
  const first = run()
  change(workspace)
  const second = run(code)
  expect(second.keys).toEqual(first.keys)
  expect(second.isStateWritten).toBe(true)
})

test('another compiler moves the keys, and no source is read for it', () => {
  const first = run()
  workspace.installCompiler('1.91.0')
  const second = run()
  expect([...second.keys].filter(([place, key]) => first.keys.get(place) === key)).toEqual([])
  expect(second.read).toEqual([])
})

test('a crate with a fault does not make the others forgotten for good', () => {
  fs.symlinkSync('circle.rs', workspace.path('crates/free/src/circle.rs'))
  workspace.append('crates/free/src/lib.rs', 'mod circle;\n')
  const broken = run()
  expect(broken.keys.get('crates/free/Cargo.toml build')).toBeNull()
  expect(broken.keys.get('crates/app/Cargo.toml build')).not.toBeNull()
  expect(run('test', CRATES.slice(0, 1)).keys.get('crates/app/Cargo.toml build')).toBe(
    broken.keys.get('crates/app/Cargo.toml build'),
  )
  fs.rmSync(workspace.path('crates/free/src/circle.rs'))
  workspace.write('crates/free/src/circle.rs', '')
  expect(run().keys.get('crates/free/Cargo.toml build')).not.toBeNull()
})
