import { childPath, parentDir, type SourceTree } from '@nx-crane/cargo'

/** The files below `dir`, those below a directory that `accepts` does not hold for left out. */
export function filesBelow(tree: SourceTree, dir: string, accepts: (dir: string) => boolean): string[] {
  const found: string[] = []
  const queue = [dir]
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    for (const [name, kind] of tree.list(next) ?? []) {
      const path = childPath(next, name)
      if (kind === 'file') found.push(path)
      else if (kind === 'directory' && accepts(path)) queue.push(path)
    }
  }
  return found
}

export function isFile(tree: SourceTree, path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1)
  return tree.list(parentDir(path))?.get(name) === 'file'
}
