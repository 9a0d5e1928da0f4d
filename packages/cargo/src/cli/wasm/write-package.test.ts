import { spawnSync } from 'node:child_process'
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
import { checkReplaceable, listFiles, makeStaging, replacePackage } from './write-package'

let dir: string
let target: string

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'nx-crane-write-'))
  target = join(dir, 'crate/pkg')
})

afterEach(() => rmSync(dir, { recursive: true, force: true }))

test('a package that is the same is not touched, not even its directory', () => {
  replacePackage(staged({ 'a.js': '1' }), target)
  const before = statSync(target)
  expect(replacePackage(staged({ 'a.js': '1' }), target)).toBe(false)
  expect(statSync(target)).toMatchObject({ ino: before.ino, mtimeMs: before.mtimeMs })
})

test('a changed package holds the old files that did not change, the new ones, and no stale ones', () => {
  replacePackage(staged({ 'a.js': '1', 'b/c.js': '2', 'old.js': '3' }), target)
  const before = statSync(join(target, 'b/c.js'))
  expect(replacePackage(staged({ 'a.js': 'changed', 'b/c.js': '2' }), target)).toBe(true)
  expect(listFiles(target)).toEqual(['a.js', 'b/c.js'])
  expect(readFileSync(join(target, 'a.js'), 'utf8')).toBe('changed')
  expect(statSync(join(target, 'b/c.js'))).toMatchObject({ ino: before.ino, mtimeMs: before.mtimeMs })
  expect(readdirSync(join(dir, 'build'))).toEqual([])
})

test('what a killed run left is removed, what a living one is writing is not', () => {
  const dead = spawnSync(process.execPath, ['-e', '']).pid
  for (const pid of [dead, process.ppid])
    mkdirSync(join(dir, `build/.pkg-staging-${pid}-abc`), { recursive: true })
  mkdirSync(join(dir, 'build/.other-staging-1-abc'))
  const own = makeStaging(join(dir, 'build'), target)
  const left = readdirSync(join(dir, 'build')).filter((name) => join(dir, 'build', name) !== own)
  expect(left.sort()).toEqual(['.other-staging-1-abc', `.pkg-staging-${process.ppid}-abc`])
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
  if (expected) expect(() => checkReplaceable(target)).not.toThrow()
  else expect(() => checkReplaceable(target)).toThrow(/outDir/)
  expect(existsSync(target)).toBe(true)
})

function staged(files: Record<string, string>): string {
  const staging = makeStaging(join(dir, 'build'), target)
  write(staging, files)
  return staging
}

function write(root: string, files: Record<string, string>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
}
