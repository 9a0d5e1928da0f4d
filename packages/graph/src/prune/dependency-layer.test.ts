import { join } from 'node:path'
import { expect, test } from 'vitest'
import { treeOf } from '../../test-kit/files-tree'
import { buildCrateGraph } from '../build-crate-graph'
import { findManifests } from '../find-manifests'
import { readSourceTree } from '../read-source-tree'
import type { SourceTree } from '../source-tree'
import { dependencyLayer } from './dependency-layer'
import { pruneWorkspace } from './prune-workspace'

const FILES = {
  'Cargo.toml':
    '# top\n[workspace]\nresolver = "2"\nmembers = ["app", "lib", "chip"]\n[workspace.package]\nversion = "1.2.3"\ndescription = "ours"\n[workspace.dependencies]\nlib = { path = "lib", version = "1.2" }\n[workspace.lints.rust]\nunused = "allow"\n',
  'app/Cargo.toml':
    '[package]\nname = "app"\nversion.workspace = true\nedition = "2021"\ndescription.workspace = true\n[dependencies]\nlib.workspace = true\nchip = { path = "../chip" }\n[[test]]\nname = "it"\npath = "it.rs"\n[lints]\nworkspace = true\n[features]\nbig = ["lib/more"]\n',
  'app/src/main.rs': 'fn main() { lib::run() }\n',
  'app/build.rs': 'fn main() {}\n',
  'app/it.rs': '',
  'lib/Cargo.toml':
    '[package]\nname = "lib"\nversion.workspace = true\nedition = "2021"\n[features]\nmore = []\n',
  'lib/src/lib.rs': 'pub fn run() {}\n',
  'chip/Cargo.toml': '[package]\nname = "chip"\nversion = "0.1.0"\nedition = "2021"\n',
  'chip/src/lib.rs': '//! Of a chip.\n#![no_std]\n',
  'Cargo.lock':
    'version = 4\n\n[[package]]\nname = "app"\nversion = "1.2.3"\ndependencies = [\n "chip",\n "lib",\n]\n\n[[package]]\nname = "chip"\nversion = "0.1.0"\n\n[[package]]\nname = "lib"\nversion = "1.2.3"\n',
}

function layerOf(tree: SourceTree, crate: string) {
  const graph = buildCrateGraph(tree, findManifests(tree).cargo)
  return dependencyLayer(pruneWorkspace(graph, tree, { crates: [crate] }), { graph, tree })
}
const layer = (files: Readonly<Record<string, string>>) => [...layerOf(treeOf(files), 'app/Cargo.toml').files]
const edited = (path: keyof typeof FILES, from: string, to: string) => {
  expect(FILES[path]).toContain(from)
  return { ...FILES, [path]: FILES[path].replace(from, to) }
}

test('sources are stubs, and of manifests there is what decides how dependencies are compiled', () => {
  const files = new Map(layer(FILES))
  expect([...files.keys()].sort()).toEqual([
    'Cargo.lock',
    'Cargo.toml',
    'app/Cargo.toml',
    'app/build.rs',
    'app/src/main.rs',
    'chip/Cargo.toml',
    'chip/src/lib.rs',
    'lib/Cargo.toml',
    'lib/src/lib.rs',
  ])
  expect(files.get('app/src/main.rs')).toBe('fn main() {}\n')
  expect(files.get('lib/src/lib.rs')).toBe('')
  expect(files.get('chip/src/lib.rs')).toBe('#![no_std]\n')
  expect(files.get('Cargo.lock')).toContain('name = "lib"\nversion = "0.0.0"')
  expect(files.get('app/Cargo.toml')).not.toMatch(/description|lints|it\.rs/)
})

test.each([
  ['a source', edited('app/src/main.rs', 'run()', 'run(); let _ = 1')],
  ['a comment in a manifest', edited('Cargo.toml', '# top', '# the top')],
  ['a description', edited('Cargo.toml', '"ours"', '"all ours"')],
  ['a lint', edited('Cargo.toml', '"allow"', '"warn"')],
  ['a test', edited('app/Cargo.toml', 'name = "it"', 'name = "its"')],
  [
    'the version of a crate of the repository',
    {
      ...FILES,
      'Cargo.toml': FILES['Cargo.toml'].replace('1.2.3', '1.3.0').replace('"1.2"', '"1.3"'),
      'Cargo.lock': FILES['Cargo.lock'].replaceAll('1.2.3', '1.3.0'),
    },
  ],
])('%s changes nothing in it', (_, files) => {
  expect(layer(files)).toEqual(layer(FILES))
})

test.each([
  ['a feature', edited('app/Cargo.toml', '["lib/more"]', '[]')],
  ['an edition', edited('lib/Cargo.toml', '2021', '2024')],
  ['a dependency', edited('app/Cargo.toml', 'chip = { path = "../chip" }', '')],
])('%s does', (_, files) => {
  expect(layer(files)).not.toEqual(layer(FILES))
})

test('a crate that a patch puts beneath those of a registry is whole, and nothing that it inherits is cut', () => {
  const tree = readSourceTree(join(__dirname, '..', '..', 'fixtures', 'lock-root-package-with-patches'))
  const { files, whole } = layerOf(tree, 'crates/lonely/Cargo.toml')
  expect(whole).toContain('crates/patched/Cargo.toml')
  expect(files.has('crates/patched/src/lib.rs')).toBe(false)
  expect(files.get('crates/patched/Cargo.toml')).toBe(tree.read('crates/patched/Cargo.toml'))
})
