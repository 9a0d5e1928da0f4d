import { childPath, parentDir } from '../src/repository-path'
import type { EntryKind, SourceTree } from '../src/source-tree'

/** A tree of these files, for tests. */
export function treeOf(files: Readonly<Record<string, string>>): SourceTree {
  const directories = new Map<string, Map<string, EntryKind>>([['', new Map()]])
  const add = (path: string, kind: EntryKind): void => {
    const parent = parentDir(path)
    if (!directories.has(parent)) {
      directories.set(parent, new Map())
      add(parent, 'directory')
    }
    directories.get(parent)?.set(path.slice(parent === '' ? 0 : parent.length + 1), kind)
  }
  for (const path of Object.keys(files)) add(childPath('', path), 'file')
  return { read: (path) => files[path], list: (path) => directories.get(path) }
}
