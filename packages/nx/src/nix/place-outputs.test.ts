import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { NixKind } from '@nx-crane/graph'
import { type NarNode, narFile, narItems, narLink, narTree } from '@nx-crane/nix'
import type { StoreFiles } from '@nx-crane/nix/cli'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { placeOutputs } from './place-outputs'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'nx-crane-place-'))
  write('crates/engine/Cargo.toml', '[package]\nname = "engine"\n')
})
afterEach(() => rmSync(root, { recursive: true }))

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}

const OUTPUT: Readonly<Record<NixKind, string>> = {
  build: 'crates/engine/dist/cargo',
  doc: 'crates/engine/dist/doc',
  wasm: 'crates/engine/pkg',
  test: 'crates/engine/dist/cargo',
  lint: 'crates/engine/dist/cargo',
  format: 'crates/engine/dist/cargo',
}

/** Places the outputs of a task, and gives what is in its output directory then. */
async function place(kind: NixKind, out: readonly (readonly [string, NarNode])[]): Promise<string[]> {
  const files: Pick<StoreFiles, 'items'> = {
    async *items() {
      yield* narItems(narTree(out))
    },
  }
  const task = {
    id: `engine:${kind}`,
    kind,
    manifest: 'crates/engine/Cargo.toml',
    storePath: '/nix/store/aaa-engine',
    outputDir: join(root, OUTPUT[kind]),
  }
  await placeOutputs(task, { root, files: files as StoreFiles })
  const copying = join(root, 'node_modules/.cache/nx-crane/copying')
  expect(existsSync(copying) ? readdirSync(copying) : []).toEqual([])
  return filesBelow(task.outputDir)
}

function filesBelow(directory: string): string[] {
  if (!existsSync(directory)) return []
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(directory.length + 1))
    .sort()
}

const PROGRAM = narFile('run', { executable: true })

test('programs and C libraries lie flat, as cargo’s builder leaves them', async () => {
  const placed = await place('build', [
    ['bin/engine', PROGRAM],
    ['bin/alias', narLink('engine')],
    ['lib/libengine.so', PROGRAM],
    ['lib/libengine.rlib', narFile('for Rust only')],
    ['lib/pkgconfig/engine.pc', narFile('of an override')],
    ['share/doc/readme', narFile('of an override')],
  ])
  expect(placed).toEqual(['alias', 'engine', 'libengine.so'])
  expect(statSync(join(root, OUTPUT.build, 'engine')).mode & 0o700).toBe(0o700)
  expect(readFileSync(join(root, OUTPUT.build, 'alias'), 'utf8')).toBe('run')
})

test('a crate without programs leaves no directory', async () => {
  write(`${OUTPUT.build}/stale`, 'of before')
  expect(await place('build', [['lib', narTree([])]])).toEqual([])
  expect(existsSync(join(root, OUTPUT.build))).toBe(false)
})

test('a file with the right bytes stays as it is, a stale one goes', async () => {
  await place('build', [
    ['bin/engine', PROGRAM],
    ['bin/old', PROGRAM],
  ])
  utimesSync(join(root, OUTPUT.build, 'engine'), 1, 1)
  expect(await place('build', [['bin/engine', PROGRAM]])).toEqual(['engine'])
  expect(statSync(join(root, OUTPUT.build, 'engine')).mtimeMs).toBe(1000)
})

const PAGES = ['engine', 'a_program', 'static.files', 'src'].map(
  (name) => [`share/doc/${name}/index.html`, narFile(name)] as const,
)

test.each([
  ['that of the library', '', PAGES, 'engine'],
  [
    'that of the library under its own name',
    '[lib]\nname = "motor"\n',
    [...PAGES, ['share/doc/motor/index.html', narFile('')] as const],
    'motor',
  ],
  ['that of the first program where there is no library', '', PAGES.slice(1), 'a_program'],
])('the documentation begins with %s', async (_, more, pages, main) => {
  write('crates/engine/Cargo.toml', `[package]\nname = "engine"\n${more}`)
  const placed = await place('doc', pages)
  expect(placed).toEqual([...pages.map(([path]) => path.slice('share/doc/'.length)), 'index.html'].sort())
  expect(readFileSync(join(root, OUTPUT.doc, 'index.html'), 'utf8')).toContain(`url=${main}/index.html`)
})

test('an npm package is placed whole', async () => {
  const placed = await place('wasm', [
    ['package.json', narFile('{}')],
    ['engine_bg.wasm', narFile('wasm')],
    ['snippets/a.js', narFile('x')],
  ])
  expect(placed).toEqual(['engine_bg.wasm', 'package.json', 'snippets/a.js'])
})

test.each(['test', 'lint', 'format'] as const)('%s leaves nothing', async (kind) => {
  expect(await place(kind, [['bin/engine', PROGRAM]])).toEqual([])
})

test('somebody’s work is not replaced', async () => {
  write(`${OUTPUT.build}/main.rs`, 'fn main() {}')
  await expect(place('build', [['bin/engine', PROGRAM]])).rejects.toThrow(/contains main\.rs/)
  expect(filesBelow(join(root, OUTPUT.build))).toEqual(['main.rs'])
})
