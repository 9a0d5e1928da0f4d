import { copyFileSync, lstatSync } from 'node:fs'
import { join } from 'node:path'
import { readRegularText } from '@nx-crane/files'

/** The pointer that stands in a commit for a file which Git LFS keeps. */
const POINTER =
  /^version https:\/\/git-lfs\.github\.com\/spec\/v1\n(?:.*\n)*?oid sha256:([0-9a-f]{64})\nsize \d+\n/
const LONGEST_POINTER = 1024

/**
 * Puts the files themselves where pointers lie, as far as the clone has them: the filter that does so in a checkout is not run.
 *
 * @param paths of files below `place`
 * @param store the directory `lfs` of the clone
 */
export function placeLargeFiles(
  paths: readonly string[],
  { place, store }: { readonly place: string; readonly store: string },
): void {
  for (const path of paths) {
    const file = join(place, path)
    const stats = lstatSync(file, { throwIfNoEntry: false })
    if (!stats?.isFile() || stats.size > LONGEST_POINTER) continue
    const object = POINTER.exec(readRegularText(file))?.[1]
    if (object === undefined) continue
    const kept = join(store, 'objects', object.slice(0, 2), object.slice(2, 4), object)
    if (lstatSync(kept, { throwIfNoEntry: false })?.isFile()) copyFileSync(kept, file)
  }
}
