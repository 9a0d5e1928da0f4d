import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { readSourceTree, TARGET_KINDS, TARGETS } from '@nx-crane/graph'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { newTargetsTable } from './target-table'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'nx-crane-table-'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const manifest = (name: string) => `[package]\nname = "${name}"\nversion = "0.1.0"\nedition = "2021"\n`

const EVERY_CRATE = TARGET_KINDS.filter((kind) => TARGETS[kind].of === 'every crate').join(' ')

test('a row for each crate that has targets, one for all others that get the same', async () => {
  const files = {
    'Cargo.toml': '[workspace]\nmembers = ["crates/*"]\n',
    ...Object.fromEntries(['a', 'b', 'c', 'd'].map((name) => [`crates/${name}/Cargo.toml`, manifest(name)])),
    ...Object.fromEntries(['a', 'b', 'c'].map((name) => [`crates/${name}/src/lib.rs`, ''])),
    'crates/d/src/main.rs': 'fn main() {}',
    'crates/b/project.json':
      '{"name": "b", "targets": {"lint": {"command": "x"}, "build": {"command": "y"}}}',
  }
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  const tree = readSourceTree(root)
  const plan = { files: [{ path: 'crates/c/project.json', text: '{}' }], notes: [] }
  expect(await newTargetsTable(root, { tree, plan })).toEqual([
    'crate         has, and keeps  gets',
    `a and 1 more  –               ${EVERY_CRATE}`,
    `b             build lint      ${EVERY_CRATE.replace(/\b(build|lint)\b/g, 'cargo-$1')}`,
    `d             –               ${EVERY_CRATE} run`,
  ])
  writeFileSync(join(root, 'nx.json'), '{"plugins": ["nx-crane"]}')
  expect(await newTargetsTable(root, { tree: readSourceTree(root), plan })).toEqual([])
})
