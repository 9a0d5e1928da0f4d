import {
  ancestorsOf,
  type CrateListing,
  filesBelow,
  isSkippedByGlobs,
  isWithin,
  parentDir,
} from '@nx-crane/graph'

/** So many files of a directory are named one by one. */
const FEW = 2

/**
 * Globs, from the root of the repository, that stand for `files`, sorted: where a crate reads all files that Git knows in a directory, or
 * below it, the directory stands for them. No directory does that the crate itself lies in.
 */
export function foldFiles(files: ReadonlySet<string>, listing: CrateListing): string[] {
  const rest = new Set(files)
  const folded: string[] = []
  const above = [...new Set([...files].flatMap((path) => ancestorsOf(path)))]
  for (const dir of above.filter((each) => !isWithin(each, listing.dir)).sort()) {
    for (const [glob, known] of [
      [`${dir}/**`, knownBelow(dir, listing)],
      [`${dir}/*`, knownBelow(dir, listing).filter((path) => parentDir(path) === dir)],
    ] as const) {
      if (known.length <= FEW || !known.every((path) => rest.has(path))) continue
      folded.push(glob)
      for (const path of known) rest.delete(path)
    }
  }
  return [...folded, ...rest].sort()
}

function knownBelow(dir: string, { files, isIgnored }: CrateListing): string[] {
  return filesBelow(
    files,
    dir,
    (path, isDirectory) => !isIgnored(path, isDirectory) && !(isDirectory && isSkippedByGlobs(path)),
  )
}
