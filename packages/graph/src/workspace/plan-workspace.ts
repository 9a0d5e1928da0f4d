import type { CargoWorkspace } from '../cargo-workspace'
import type { Manifest } from '../manifest/manifest'
import { stringOf } from '../manifest/toml-table'
import { childPath } from '../repository-path'
import type { SourceTree } from '../source-tree'
import type { CrateManifest } from './crate-manifest'
import type { Membership } from './members'

/** The workspace of a root manifest, from the members that were found. */
export function planWorkspace(
  tree: SourceTree,
  crate: CrateManifest | undefined,
  { root, members, defaultMembers }: Membership & { root: Manifest },
): CargoWorkspace {
  const lock = childPath(root.dir, 'Cargo.lock')
  return {
    manifest: root.path,
    dir: root.dir,
    rootCrate: crate && members.has(root.path) ? root.path : null,
    members: [...members].sort(),
    defaultMembers: [...defaultMembers].sort(),
    resolver: resolverOf(root, crate),
    lock: tree.list(root.dir)?.get('Cargo.lock') === 'file' ? lock : null,
  }
}

function resolverOf(root: Manifest, crate: CrateManifest | undefined): CargoWorkspace['resolver'] {
  const written = stringOf(root.workspace, 'resolver') ?? stringOf(root.package, 'resolver')
  if (written === '1' || written === '2' || written === '3') return written
  const edition = crate?.edition ?? '2015'
  if (edition === '2024') return '3'
  return edition === '2021' ? '2' : '1'
}
