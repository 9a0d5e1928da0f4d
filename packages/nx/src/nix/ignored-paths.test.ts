import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ignoredPaths } from './ignored-paths'

let root: string

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'nx-crane-ignored-')))
  for (const path of [
    'a/src/lib.rs',
    'a/x.local',
    'a/made/one.rs',
    'a/made/two.rs',
    'a/target/x',
    'a/.y.local',
    '.cargo/config.toml',
    'a/.clippy.toml',
  ])
    write(path, '')
  write('.gitignore', '*.local\nmade/\ntarget\n.cargo\n.clippy.toml\n')
})

afterEach(() => rmSync(root, { recursive: true, force: true }))

test('what Git ignores is known, a directory as a whole, without what belongs to no crate', () => {
  execFileSync('git', ['init', '--quiet'], { cwd: root })
  expect(ignoredPaths(root, process.env)).toEqual(['.cargo', 'a/.clippy.toml', 'a/made', 'a/x.local'])
  expect(ignoredPaths(join(root, 'a'), process.env)).toEqual(['.clippy.toml', 'made', 'x.local'])
})

test('what is tracked all the same is not ignored', () => {
  execFileSync('git', ['init', '--quiet'], { cwd: root })
  execFileSync('git', ['add', '--force', 'a/x.local'], { cwd: root })
  expect(ignoredPaths(root, process.env)).toEqual(['.cargo', 'a/.clippy.toml', 'a/made'])
})

test('without Git nothing is', () => {
  expect(ignoredPaths(root, { ...process.env, GIT_CEILING_DIRECTORIES: dirname(root) })).toEqual([])
})

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}
