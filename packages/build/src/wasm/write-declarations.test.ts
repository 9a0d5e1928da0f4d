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
import { afterEach, beforeEach, expect, test } from 'vitest'
import { writeDeclarations } from './write-declarations'
import { checkReplaceable } from './write-package'

let dir: string

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'nx-crane-declarations-'))
})

afterEach(() => rmSync(dir, { recursive: true, force: true }))

test('declarations of the glue that was built, and of Node’s, are replaced where they differ', () => {
  write('built/app.d.ts', 'export function two(): number;\n')
  for (const place of ['bundler', 'node', 'web'])
    write(`pkg/${place}/app.d.ts`, 'export function one(): number;\n')
  write('pkg/bundler/app_bg.wasm', 'module')
  expect(update()).toBe(true)
  expect(read('pkg/bundler/app.d.ts')).toContain('two')
  expect(read('pkg/node/app.d.ts')).toContain('two')
  expect(read('pkg/web/app.d.ts')).toContain('one')
  expect(read('pkg/bundler/app_bg.wasm')).toBe('module')
  expect(readdirSync(join(dir, 'pkg/bundler')).sort()).toEqual(['app.d.ts', 'app_bg.wasm'])
})

test('a file that others have linked keeps its bytes', () => {
  write('built/app.d.ts', 'new')
  write('pkg/bundler/app.d.ts', 'old')
  const before = statSync(join(dir, 'pkg/bundler/app.d.ts')).ino
  update()
  expect(statSync(join(dir, 'pkg/bundler/app.d.ts')).ino).not.toBe(before)
})

test.each([
  ['the same', 'export function one(): void;\n', 'export function one(): void;\n'],
  [
    'the same but for what the module exports by itself',
    'export interface InitOutput {\n    readonly a: () => void;\n}\nexport type Other = 1;\n',
    'export interface InitOutput {\n    readonly b: () => void;\n}\nexport type Other = 1;\n',
  ],
])('what declares %s stays as it is', (_, built, there) => {
  write('built/app.d.ts', built)
  write('pkg/bundler/app.d.ts', there)
  write('pkg/node/app.d.ts', there)
  expect(update()).toBe(false)
  expect(read('pkg/bundler/app.d.ts')).toBe(there)
})

test('where nothing was built yet there are declarations, which a build may replace', () => {
  write('built/app.d.ts', 'export function one(): void;\n')
  expect(update()).toBe(true)
  expect(existsSync(join(dir, 'pkg/bundler/app.d.ts'))).toBe(true)
  expect(existsSync(join(dir, 'pkg/web'))).toBe(false)
  expect(() => checkReplaceable({ root: dir, path: 'pkg' })).not.toThrow()
})

function update(): boolean {
  return writeDeclarations({
    dirs: new Map([['bundler', join(dir, 'built')]]),
    library: 'app',
    places: [
      { glue: 'bundler', dir: 'bundler' },
      { glue: 'nodejs', dir: 'node' },
      { glue: 'web', dir: 'web' },
    ],
    target: { root: dir, path: 'pkg' },
  })
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(dir, path)), { recursive: true })
  writeFileSync(join(dir, path), text)
}

function read(path: string): string {
  return readFileSync(join(dir, path), 'utf8')
}
