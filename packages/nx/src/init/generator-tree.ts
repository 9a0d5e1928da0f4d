import { lstatSync } from 'node:fs'
import { join } from 'node:path'
import type { Tree } from '@nx/devkit'
import type { EntryKind, SourceTree } from '@nx-crane/graph'

/** An Nx generator's tree, changes of earlier generators included, as the core reads it. */
export function generatorTree(tree: Tree): SourceTree {
  const kindOf = (path: string): EntryKind => (tree.isFile(path) ? 'file' : 'directory')
  return {
    read: (path) => (tree.isFile(path) ? (tree.read(path, 'utf-8') ?? undefined) : undefined),
    list(path) {
      const names = tree.children(path)
      if (names.length === 0 && !tree.exists(path)) return undefined
      return new Map(names.map((name) => [name, kindOf(path === '' ? name : `${path}/${name}`)]))
    },
    isLink: (path) => lstatSync(join(tree.root, path), { throwIfNoEntry: false })?.isSymbolicLink() ?? false,
  }
}
