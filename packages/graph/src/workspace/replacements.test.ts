import { describe, expect, test } from 'vitest'
import { buildCrateGraph } from '../build-crate-graph'
import type { EntryKind } from '../source-tree'

describe('a local crate is used instead of one from elsewhere', () => {
  // Cargo applies these only once it has fetched the repository: the rows follow its documentation of [patch].
  test.each([
    ['git = "https://example.com/team/engine"', 'patch."https://example.com/team/engine.git"', true],
    [
      'git = "https://github.com/Team/Engine.git", tag = "v1"',
      'patch."https://github.com/team/engine/"',
      true,
    ],
    ['git = "https://example.com/other/engine"', 'patch."https://example.com/team/engine"', false],
    ['version = "1"', 'patch.crates-io', true],
    ['version = "1"', 'patch."https://github.com/rust-lang/crates.io-index"', true],
    ['version = "1"', 'patch.company', false],
    ['version = "1", registry = "company"', 'patch.company', true],
    ['version = "2"', 'patch.crates-io', false],
    ['version = "1.0"', 'replace', false],
  ])('%s, [%s]: %s', (dependency, table, used) => {
    const graph = graphOf(
      `[dependencies]\nengine = { ${dependency} }\n[${table}]\nengine = { path = "engine" }\n`,
    )
    expect(graph.crate('Cargo.toml')?.dependencies[0]?.crate).toBe(used ? 'engine/Cargo.toml' : null)
  })

  test.each([
    ['engine:1.2.0', true],
    ['engine@1.2.0', true],
    ['https://github.com/rust-lang/crates.io-index#engine@1.2.0', true],
    ['https://github.com/rust-lang/crates.io-index#engine:1.2.0', true],
    ['engine:2.0.0', false],
    ['engine', false],
  ])('[replace] of "%s": %s', (spec, used) => {
    const graph = graphOf(`[dependencies]\nengine = "1"\n[replace]\n"${spec}" = { path = "engine" }\n`)
    expect(graph.crate('Cargo.toml')?.dependencies[0]?.crate).toBe(used ? 'engine/Cargo.toml' : null)
  })
})

function graphOf(tables: string) {
  const files: Record<string, string> = {
    'Cargo.toml': `[package]\nname = "app"\nversion = "0.1.0"\n${tables}[workspace]\n`,
    'src/lib.rs': '',
    'engine/Cargo.toml': '[package]\nname = "engine"\nversion = "1.2.0"\n',
    'engine/src/lib.rs': '',
  }
  const listings: Record<string, Record<string, EntryKind>> = {
    '': { 'Cargo.toml': 'file', src: 'directory', engine: 'directory' },
    src: { 'lib.rs': 'file' },
    engine: { 'Cargo.toml': 'file', src: 'directory' },
    'engine/src': { 'lib.rs': 'file' },
  }
  const tree = {
    read: (path: string) => files[path],
    list: (path: string) => (listings[path] ? new Map(Object.entries(listings[path])) : undefined),
  }
  return buildCrateGraph(tree, ['Cargo.toml'])
}
