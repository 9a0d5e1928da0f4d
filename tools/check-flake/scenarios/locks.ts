import { join } from 'node:path'
import { buildCrateGraph, findManifests, lockOf, readSourceTree } from '@nx-crane/graph'
import { pruneLock } from '../../../packages/graph/test-kit/prune-lock'
import type { Checks } from '../../kit/checks'
import type { RepositoryCopy } from '../../sandboxed-nix/repository-copy'
import type { SandboxedNix } from '../../sandboxed-nix/sandboxed-nix'

const LIBRARY = join(__dirname, '..', '..', '..', 'packages', 'crane', 'nix', 'lib')

/** The Nix library prunes and prints locks as our own code does, which is checked against Cargo. */
export function compareLocks(
  checks: Checks,
  { nix, repository, workspace }: { nix: SandboxedNix; repository: RepositoryCopy; workspace: string },
): void {
  const tree = readSourceTree(repository.directory)
  const graph = buildCrateGraph(tree, findManifests(tree).cargo)
  const owner = graph.workspaces.find(({ dir }) => dir === workspace)
  if (!owner) throw new Error(`there is no Cargo workspace in ${workspace}`)
  const members = graph.crates
    .filter((crate) => crate.workspace === owner.manifest)
    .map(({ name, version }) => ({ name, version }))
  const parts = [members, ...members.map((member) => [member])]
  const lock = lockOf(tree, owner)
  const texts = nix.evaluateFile<string[]>(join(__dirname, '..', 'whole-lock.nix'), {
    library: LIBRARY,
    lock: join(repository.directory, lock.file),
    roots: JSON.stringify(parts),
  })
  checks.equal(
    `the locks of ${members.length} crates are pruned in Nix as they are here`,
    texts.slice(1),
    parts.slice(1).map((roots) => pruneLock(lock, roots)),
  )
  checks.equal('the lock of all crates is the text that Cargo wrote', texts[0], repository.read(lock.file))
}
