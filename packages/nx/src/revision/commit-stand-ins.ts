import { lstatSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { ancestorsOf, parentDir } from '@nx-crane/graph'
import type { CommitFiles } from './commit-files'

export interface StandInPlace {
  /** The checkout, absolute and real. */
  readonly top: string
  /** Where the files of the commit lie that are to be seen, by the same paths. */
  readonly place: string
}

/** What is seen at which path of the checkout, so that it looks like the commit; see `DiskViewContent`. */
export function standInsOf(
  { present, absent, directories }: CommitFiles,
  { top, place }: StandInPlace,
): Map<string, string | null> {
  const standIns = new Map<string, string | null>()
  const files = new Set(present)
  const altered = new Set<string>()
  for (const path of absent) {
    // A directory of which the commit has nothing is not there either, whatever git ignores in it.
    let gone = path
    standIns.set(join(top, gone), null)
    for (let dir = parentDir(gone); !directories.has(dir) && !files.has(dir); dir = parentDir(dir)) {
      gone = dir
      standIns.set(join(top, gone), null)
    }
    altered.add(parentDir(gone))
  }
  const isMissing = memoised((dir) => !isDirectory(join(top, dir)))
  for (const path of present) {
    standIns.set(join(top, path), join(place, path))
    altered.add(parentDir(path))
    for (const dir of ancestorsOf(path)) {
      if (dir === '' || !isMissing(dir)) continue
      standIns.set(join(top, dir), join(place, dir))
      altered.add(parentDir(dir))
    }
  }
  for (const dir of altered) {
    if (!directories.has(dir)) continue
    mkdirSync(join(place, dir), { recursive: true })
    standIns.set(join(top, dir), join(place, dir))
  }
  return standIns
}

function isDirectory(path: string): boolean {
  try {
    return lstatSync(path).isDirectory()
  } catch {
    return false // Nothing is there, or a file is in the way to it.
  }
}

function memoised(ask: (path: string) => boolean): (path: string) => boolean {
  const known = new Map<string, boolean>()
  return (path) => {
    const found = known.get(path) ?? ask(path)
    known.set(path, found)
    return found
  }
}
