import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { enclosingRepository } from './enclosing-repository'

let top: string
beforeEach(() => {
  top = realpathSync(mkdtempSync(join(tmpdir(), 'nx-crane-enclosing-')))
})
afterEach(() => rmSync(top, { recursive: true }))

test.each([
  ['an Nx workspace', ['repository/nx.json', 'repository/Cargo.toml'], 'repository'],
  ['the nearest of two', ['nx.json', 'repository/nx.json'], 'repository'],
  [
    'an Nx workspace below the top of a Git repository',
    ['.git', 'package.json', 'repository/nx.json'],
    'repository',
  ],
  ['a Git repository', ['.git', 'repository/Cargo.toml'], ''],
  ['a submodule of an Nx workspace', ['nx.json', 'repository/.git', 'repository/Cargo.toml'], ''],
  ['no repository', ['Cargo.toml', 'repository/Cargo.toml'], 'repository/crates/a'],
])('a directory in %s belongs to it', (_, files, root) => {
  mkdirSync(join(top, 'repository/crates/a'), { recursive: true })
  for (const file of files) writeFileSync(join(top, file), '')
  expect(enclosingRepository(join(top, 'repository/crates/a'))).toBe(join(top, root))
})
