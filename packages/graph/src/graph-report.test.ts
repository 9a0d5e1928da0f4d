import { expect, test } from 'vitest'
import { treeOf } from '../test-kit/files-tree'
import { crate } from '../test-kit/sample-workspace'
import { buildCrateGraph } from './build-crate-graph'
import { findManifests } from './find-manifests'
import { graphReport } from './graph-report'
import { buildWorkspaceGraph } from './workspace-graph'

test('the report is the same for manifests in any order, and names each crate edge once per kind', () => {
  const files = {
    'Cargo.toml': '[workspace]\nmembers = ["crates/*"]',
    'crates/a/Cargo.toml': `${crate('a', '')}\n[dependencies]\nrenamed = { package = "b", path = "../b", optional = true }\n[target.'cfg(unix)'.dependencies]\nb = { path = "../b" }\n[dev-dependencies]\nb = { path = "../b" }`,
    'crates/a/src/lib.rs': '',
    'crates/b/Cargo.toml': crate('b', ''),
    'crates/b/src/lib.rs': '',
  }
  const report = (order: Record<string, string>) => {
    const tree = treeOf(order)
    const graph = buildCrateGraph(tree, findManifests(tree).cargo)
    return graphReport(graph, buildWorkspaceGraph(tree, graph, []))
  }
  const [a] = report(files).crates
  expect(a?.dependencies).toEqual([
    { name: 'b', rename: null, kind: 'dev', target: null, optional: false, manifest: 'crates/b/Cargo.toml' },
    {
      name: 'b',
      rename: 'renamed',
      kind: 'normal',
      target: null,
      optional: true,
      manifest: 'crates/b/Cargo.toml',
    },
    {
      name: 'b',
      rename: null,
      kind: 'normal',
      target: 'cfg(unix)',
      optional: false,
      manifest: 'crates/b/Cargo.toml',
    },
  ])
  expect(report(files).edges.map(({ kind }) => kind)).toEqual(['dev', 'normal'])
  expect(report(Object.fromEntries(Object.entries(files).reverse()))).toEqual(report(files))
})
