import { type Contents, crateContents } from '../crate-contents'
import { childPath, isWithin, parentDir } from '../repository-path'
import type { SourceFiles } from './source-files'

export interface CrateListing {
  readonly files: SourceFiles
  /** Directory of the crate. */
  readonly dir: string
  /** Whether a crate of the repository has this directory. */
  readonly isCrateDir: (dir: string) => boolean
  readonly isIgnored: (path: string, isDirectory: boolean) => boolean
}

/** All files of a crate, sorted, or some of them; never what Git ignores. */
export function listCrate(listing: CrateListing, which: Contents): string[] {
  const lists = known.get(listing) ?? new Map<Contents, string[]>()
  known.set(listing, lists)
  let list = lists.get(which)
  if (list === undefined) {
    const { files, dir, isCrateDir, isIgnored } = listing
    list = crateContents(
      {
        dir,
        list: (path) => files.list(path),
        // A crate among the data of tests is data.
        isOther: (path, kind) =>
          isIgnored(path, kind === 'directory') ||
          (isCrateDir(path) && !isWithin(childPath(dir, 'tests'), parentDir(path))),
      },
      which,
    )
    lists.set(which, list)
  }
  return list
}

/** Tests, benches and lints ask for the same lists. */
const known = new WeakMap<CrateListing, Map<Contents, string[]>>()

/**
 * The files of a directory that something names: what is installed there, what Cargo and what our own tasks leave in it,
 * of this crate or another, is not among them.
 */
export function listNamed({ files, isCrateDir, dir: own }: CrateListing, dir: string): string[] {
  return listFiles(files, dir, (path, isDirectory) => {
    if (!isDirectory) return true
    if (/\/(?:node_modules|\.git)$/.test(path) || files.list(path)?.has('CACHEDIR.TAG')) return false
    const place = /^(?:(.*)\/)?(?:dist\/(?:cargo|doc)|pkg)$/.exec(path)
    if (!place) return true
    const crateDir = place[1] ?? ''
    // `pkg` of another crate may be what is named.
    return !isCrateDir(crateDir) || (path.endsWith('pkg') && crateDir !== own)
  })
}

/** The files below `dir` that `accepts` them and every directory on the way, sorted. */
export function listFiles(
  files: SourceFiles,
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
