import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { enclosingRepository, repositoryRoot } from './repository-root'

let top: string
beforeEach(() => {
  top = realpathSync(mkdtempSync(join(tmpdir(), 'nx-crane-root-')))
  mkdirSync(join(top, 'repository'))
  symlinkSync('repository', join(top, 'link'))
  writeFileSync(join(top, 'file'), '')
})
afterEach(() => rmSync(top, { recursive: true }))

test('a directory is the same by whatever path it is named', () => {
  for (const named of ['repository', 'link', 'repository/.'])
    expect(repositoryRoot(join(relative(process.cwd(), top), named))).toBe(join(top, 'repository'))
})

test.each(['file', 'none'])('%s is no directory', (name) => {
  expect(() => repositoryRoot(join(top, name))).toThrow('is not a directory')
})

test.each([
  ['an Nx workspace', ['repository/nx.json', 'repository/Cargo.toml'], 'repository'],
  ['the nearest of two', ['nx.json', 'repository/nx.json'], 'repository'],
  [
    'an Nx workspace below the top of a Git repository',
    ['.git', 'package.json', 'repository/nx.json'],
    'repository',
  ],
  ['a Git repository', ['.git', 'Cargo.toml', 'repository/Cargo.toml'], ''],
  [
    'manifests below the top of one',
    ['.git', 'repository/Cargo.toml', 'repository/crates/a/Cargo.toml'],
    'repository',
  ],
  ['a submodule of an Nx workspace', ['nx.json', 'repository/.git', 'repository/Cargo.toml'], ''],
  ['a Git repository without manifests', ['.git'], 'repository/crates/a'],
  ['no repository', ['Cargo.toml', 'repository/Cargo.toml'], 'repository/crates/a'],
])('a directory in %s belongs to it', (_, files, root) => {
  mkdirSync(join(top, 'repository/crates/a'), { recursive: true })
  for (const file of files) writeFileSync(join(top, file), '')
  expect(enclosingRepository(join(top, 'repository/crates/a'))).toBe(join(top, root))
})
