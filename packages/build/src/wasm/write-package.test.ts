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
import type { Place } from '@nx-crane/files'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { checkReplaceable, listFiles, replacePackage } from './write-package'

let dir: string
let target: string
let place: Place

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'nx-crane-write-'))
  target = join(dir, 'crate/pkg')
  place = { root: dir, path: 'crate/pkg' }
})

afterEach(() => rmSync(dir, { recursive: true, force: true }))

test('a package that is the same is not touched, not even its directory', () => {
  replacePackage(staged({ 'a.js': '1' }), place)
  const before = statSync(target)
  expect(replacePackage(staged({ 'a.js': '1' }), place)).toBe(false)
  expect(statSync(target)).toMatchObject({ ino: before.ino, mtimeMs: before.mtimeMs })
})

test('a changed package holds the old files that did not change, the new ones, and no stale ones', () => {
  replacePackage(staged({ 'a.js': '1', 'b/c.js': '2', 'old.js': '3' }), place)
  const before = statSync(join(target, 'b/c.js'))
  expect(replacePackage(staged({ 'a.js': 'changed', 'b/c.js': '2' }), place)).toBe(true)
  expect(listFiles(target)).toEqual(['a.js', 'b/c.js'])
  expect(readFileSync(join(target, 'a.js'), 'utf8')).toBe('changed')
  expect(statSync(join(target, 'b/c.js'))).toMatchObject({ ino: before.ino, mtimeMs: before.mtimeMs })
  expect(readdirSync(dir)).toEqual(['build', 'crate'])
  expect(readdirSync(join(dir, 'build'))).toEqual([])
  expect(readdirSync(join(dir, 'crate'))).toEqual(['pkg'])
})

test.each<[string, Record<string, string>, boolean]>([
  ['nothing', {}, true],
  ['a built package', { 'bundler/a_bg.wasm': '', 'README.md': '' }, true],
  ['other files', { 'notes.md': '' }, false],
  ['sources beside a module', { 'a_bg.wasm': '', 'lib.rs': '' }, false],
  ['a crate', { 'a_bg.wasm': '', 'Cargo.toml': '' }, false],
])('a directory with %s may be replaced: %j', (_, files, expected) => {
  mkdirSync(target, { recursive: true })
  write(target, files)
  if (expected) expect(() => checkReplaceable(place)).not.toThrow()
  else expect(() => checkReplaceable(place)).toThrow(/outDir/)
  expect(existsSync(target)).toBe(true)
})

function staged(files: Record<string, string>): string {
  const staging = join(dir, 'build/staged')
  mkdirSync(staging, { recursive: true })
  write(staging, files)
  return staging
}

function write(root: string, files: Record<string, string>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
}
