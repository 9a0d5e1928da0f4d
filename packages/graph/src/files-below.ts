import { baseName, childPath, parentDir } from './repository-path'
import type { EntryKind } from './source-tree'

export interface Listings {
  list(path: string): ReadonlyMap<string, EntryKind> | undefined
}

/** The files below `dir` that `accepts` them and every directory on the way, sorted. */
export function filesBelow(
  files: Listings,
  dir: string,
  accepts: (path: string, isDirectory: boolean) => boolean,
): string[] {
  const found: string[] = []
  const queue = [dir]
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    for (const [name, kind] of files.list(next) ?? []) {
      const path = childPath(next, name)
      // A socket or a device holds nothing that a compiler could read twice the same.
      if (kind === 'other' || !accepts(path, kind === 'directory')) continue
      if (kind === 'file') found.push(path)
      else queue.push(path)
    }
  }
  return found.sort()
}

export function isFile(files: Listings, path: string): boolean {
  return files.list(parentDir(path))?.get(baseName(path)) === 'file'
}
