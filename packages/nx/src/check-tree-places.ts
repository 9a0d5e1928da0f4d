import type { Tree } from '@nx/devkit'
import { realPlace } from '@nx-crane/files'

/** Nx writes what is in the tree through any link. Throws where one leads out of the repository, before it does. */
export function checkTreePlaces(tree: Tree): void {
  for (const { path } of tree.listChanges()) realPlace({ root: tree.root, path })
}
