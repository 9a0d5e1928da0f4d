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
  for (const path of present) {
    standIns.set(join(top, path), join(place, path))
    altered.add(parentDir(path))
  }
  for (const dir of new Set(present.flatMap(ancestorsOf))) {
    if (dir === '' || isDirectory(join(top, dir))) continue
    standIns.set(join(top, dir), join(place, dir))
    altered.add(parentDir(dir))
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
