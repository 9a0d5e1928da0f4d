import type { Tree } from '@nx/devkit'
import { checkTreePlaces } from '../check-tree-places'
import { changedPlaces } from '../flake/changed-places'
import { flakeChanges } from '../flake/flake-changes'
import { generatorTree } from '../init/generator-tree'
import { type SyncResult, syncResult } from './sync-result'

/** A sync generator: `nx sync` writes what `nx-crane flake` would, and `nx sync:check` fails where that is anything. */
export default function flake(tree: Tree, options?: object): SyncResult | undefined {
  const { written, removed } = flakeChanges(generatorTree(tree), tree.root)
  for (const { path, text } of written) tree.write(path, text)
  for (const path of removed) tree.delete(path)
  checkTreePlaces(tree)
  const places = [...changedPlaces(written.map(({ path }) => path)), ...changedPlaces(removed)]
  const message = `the Nix flake is out of date: ${places.join(', ')}`
  return syncResult(places.length === 0 ? null : { outOfSyncMessage: message }, options)
}
