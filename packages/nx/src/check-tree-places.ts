import { existsSync } from 'node:fs'
import type { Tree } from '@nx/devkit'
import { realPlace } from '@nx-crane/files'

/** Nx writes what is in the tree through any link. Throws where one leads out of the repository, before it does. */
export function checkTreePlaces(tree: Tree): void {
  // The trees of Nx's own test helpers lie nowhere.
  if (!existsSync(tree.root)) return
  for (const { path } of tree.listChanges()) realPlace({ root: tree.root, path })
}
