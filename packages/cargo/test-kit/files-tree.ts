import type { EntryKind, SourceTree } from '../src/source-tree'

/** A tree of these files, for tests. */
export function treeOf(files: Readonly<Record<string, string>>): SourceTree {
  return {
    read: (path) => files[path],
    list(dir) {
      const prefix = dir === '' ? '' : `${dir}/`
      const below = Object.keys(files).filter((path) => path.startsWith(prefix))
      if (below.length === 0) return undefined
      return new Map(
        below.map((path): [string, EntryKind] => {
          const [name = '', ...rest] = path.slice(prefix.length).split('/')
          return [name, rest.length > 0 ? 'directory' : 'file']
        }),
      )
    },
  }
}
