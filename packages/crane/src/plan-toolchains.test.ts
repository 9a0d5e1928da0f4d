import { buildCrateGraph, findManifests, type SourceTree } from '@nx-crane/graph'
import { treeOf } from '@nx-crane/graph/test-kit/files-tree'
import { expect, test } from 'vitest'
import { planToolchains } from './plan-toolchains'

const STABLE = '[toolchain]\nchannel = "stable"\n'

test.each<[string, Record<string, string>, string | null, [string, string][]]>([
  ['no file', {}, null, []],
  ['one at the root', { 'rust-toolchain.toml': STABLE }, 'rust-toolchain.toml', []],
  ['one in the only Rust directory', { 'a/rust-toolchain': 'stable\n' }, 'a/rust-toolchain', []],
  [
    'the same in two spellings',
    { 'a/rust-toolchain': 'stable\n', 'b/rust-toolchain.toml': `${STABLE}profile = "minimal"\n` },
    'a/rust-toolchain',
    [],
  ],
  [
    'two that differ: the one at the root counts',
    { 'rust-toolchain.toml': STABLE, 'a/rust-toolchain': 'nightly\n' },
    'rust-toolchain.toml',
    [['a', 'a/rust-toolchain']],
  ],
  [
    'two that differ and none at the root: the first by path counts',
    { 'b/rust-toolchain': 'nightly\n', 'a/rust-toolchain': 'stable\n' },
    'a/rust-toolchain',
    [['b', 'b/rust-toolchain']],
  ],
])('%s', (_, files, file, others) => {
  const tree = withCrates(files)
  const graph = buildCrateGraph(tree, findManifests(tree).cargo)
  expect(planToolchains(graph, tree)).toEqual({ file, others: new Map(others) })
})

/** Two crates, each in a workspace of its own, and these files. */
function withCrates(given: Readonly<Record<string, string>>): SourceTree {
  const files = { ...given }
  for (const name of ['a', 'b']) {
    files[`${name}/Cargo.toml`] = `[package]\nname = "${name}"\nversion = "0.1.0"\nedition = "2021"\n`
    files[`${name}/src/lib.rs`] = ''
  }
  return treeOf(files)
}
