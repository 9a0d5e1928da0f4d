import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { childPath, gitIgnore, parentDir, type SourceTree } from '@nx-crane/graph'

/** Links beside the files of a part that lead out of the repository, or nowhere: nothing of what they lead to is read. Sorted. */
export function leftOutLinks(root: string, tree: SourceTree, files: Iterable<string>): string[] {
  const dirs = new Set([...files].map(parentDir))
  const isIgnored = gitIgnore((path) => tree.read(path))
  return [...dirs]
    .filter((dir) => tree.hasLinks?.(dir) === true)
    .flatMap((dir) => {
      const known = tree.list(dir)
      return readdirSync(join(root, dir), { withFileTypes: true })
        .filter((entry) => entry.isSymbolicLink() && known?.has(entry.name) === false)
        .map(({ name }) => childPath(dir, name))
        .filter((path) => !isIgnored(path, false))
    })
    .sort()
}
