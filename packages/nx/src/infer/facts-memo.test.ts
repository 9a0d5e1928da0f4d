import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { RecordedTree, type SourceTree } from '@nx-crane/graph'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type FactsMemo, keepFacts, recallFacts } from './facts-memo'
import { buildWorkspaceFacts } from './workspace-facts'

let directory: string
let memo: FactsMemo

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'nx-crane-facts-'))
  memo = {
    file: join(directory, 'cache', 'facts.json'),
    code: 'one',
    root: directory,
    manifests: ['Cargo.toml'],
  }
})
afterEach(() => rmSync(directory, { recursive: true, force: true }))

const MANIFEST = '[package]\nname = "engine"\nversion = "1.0.0"\n'

test('facts are recalled as they were kept, and no temporary file stays', () => {
  const facts = keep(treeOf(MANIFEST))
  expect(facts.crates.map((crate) => crate.name)).toEqual(['engine'])
  expect(recallFacts(memo, treeOf(MANIFEST))).toEqual(facts)
  expect(readdirSync(join(directory, 'cache'))).toEqual(['facts.json'])
})

test.each<[string, Partial<FactsMemo>, string]>([
  ['a manifest has changed', {}, MANIFEST.replace('1.0.0', '2.0.0')],
  ['Nx lists other manifests', { manifests: ['Cargo.toml', 'app/Cargo.toml'] }, MANIFEST],
  ['other code made them', { code: 'two' }, MANIFEST],
])('they are not when %s', (_why, other, manifest) => {
  keep(treeOf(MANIFEST))
  expect(recallFacts({ ...memo, ...other }, treeOf(manifest))).toBeUndefined()
})

test('a memo that is missing or damaged is none', () => {
  expect(recallFacts(memo, treeOf(MANIFEST))).toBeUndefined()
  keep(treeOf(MANIFEST))
  writeFileSync(memo.file, '{"code": "one"')
  expect(recallFacts(memo, treeOf(MANIFEST))).toBeUndefined()
})

function keep(tree: SourceTree) {
  const recorded = new RecordedTree(tree)
  const facts = buildWorkspaceFacts(recorded, memo.manifests)
  keepFacts(memo, recorded, facts)
  return facts
}

function treeOf(manifest: string): SourceTree {
  const directories: Record<string, [string, 'file' | 'directory'][]> = {
    '': [
      ['Cargo.toml', 'file'],
      ['src', 'directory'],
    ],
    src: [['lib.rs', 'file']],
  }
  return {
    read: (path) => (path === 'Cargo.toml' ? manifest : undefined),
    list: (path) => (directories[path] ? new Map(directories[path]) : undefined),
  }
}
