import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findManifests } from './find-manifests'
import { readSourceTree } from './read-source-tree'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'find-manifests-'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

test('manifests are found everywhere but in dependencies, build directories and hidden ones', () => {
  for (const path of [
    ...[
      'Cargo.toml',
      'a/Cargo.toml',
      'a/package.json',
      'a/project.json',
      'target/Cargo.toml',
      'out/CACHEDIR.TAG',
      'out/x/Cargo.toml',
    ],
    ...['node_modules/x/package.json', 'a/node_modules/y/package.json', '.hidden/Cargo.toml'],
  ]) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), '')
  }
  symlinkSync('a', join(root, 'linked'))
  expect(findManifests(readSourceTree(root))).toEqual({
    cargo: ['Cargo.toml', 'a/Cargo.toml', 'target/Cargo.toml'],
    npm: ['a/package.json'],
    nx: ['a/project.json'],
  })
})
