import type { Crate, CrateListing, SourceTree } from '@nx-crane/graph'
import {
  type CratePart,
  childPath,
  filesNamed,
  includedFiles,
  isIgnoredWithin,
  isInside,
  partFiles,
  type UnknownReadAt,
} from '@nx-crane/graph'
import { namedFiles } from './build-script-files'
import { conventionalFiles } from './conventional-files'
import { declaredReads } from './declared-reads'
import { postStepFiles } from './post-step-files'
import { tauriFiles } from './tauri-files'

/** What tasks of a crate read in the repository, as its keys have it. */
export interface FilesOfCrate {
  /** Sources, what they include and name, and what the manifest declares, wherever it lies in the repository. Sorted. */
  readonly files: readonly string[]
  /** Places in sources that read files of which nobody can tell the names, where the manifest does not declare them. */
  readonly unsaid: readonly UnknownReadAt[]
}

export interface CrateSurroundings {
  readonly tree: SourceTree
  readonly listing: CrateListing
  /** Whether a crate or an npm package lies in a directory or below it: a string that names one means no file of it. */
  readonly holdsProject: (dir: string) => boolean
}

/** Never what Git ignores: nobody else has it, and it may be secret. */
export function filesOfCrate(crate: Crate, { tree, listing, holdsProject }: CrateSurroundings): FilesOfCrate {
  const found = new Set<string>([
    ...includedFiles(crate, listing),
    ...conventionalFiles(crate, listing),
    ...tauriFiles(crate, listing, tree),
    ...postStepFiles(crate, listing),
  ])
  // A string of a source may be the name of anything; of a program's own sources most are.
  const guarded = { ...listing, files: filesWithout(holdsProject, listing) }
  const unsaid: UnknownReadAt[] = []
  for (const part of PARTS) {
    const files = partFiles(crate, part, guarded)
    for (const [path, digest] of [...files.compiled, ...files.tested]) if (digest !== null) found.add(path)
    for (const path of namedFiles(files, crate, guarded)) found.add(path)
    for (const { rerunIfChanged } of files.facts)
      for (const path of rerunIfChanged ?? [])
        for (const named of filesNamed(path, crate.dir, guarded)) found.add(named)
    unsaid.push(...files.unknown.filter((each) => isOfFiles(each, part)))
  }
  return {
    files: [...found].filter((path) => isInside(path) && !isIgnoredWithin(listing, path, false)).sort(),
    unsaid: declaredReads(crate) === null ? unsaid : [],
  }
}

const PARTS: readonly CratePart[] = ['lib', 'script', 'bins', 'examples', 'tests', 'benches']

/** A directory that holds projects is not there for those who look for what a string may name. */
function filesWithout(
  holdsProject: (dir: string) => boolean,
  { files, dir }: CrateListing,
): CrateListing['files'] {
  return {
    file: (path) => files.file(path),
    rust: (path) => files.rust(path),
    strings: (path) => files.strings(path),
    list: (path) => {
      const isOwn = path === dir || (dir !== '' && path.startsWith(childPath(dir, '')))
      return !isOwn && holdsProject(path) ? undefined : files.list(path)
    },
  }
}

/** What a build reads; of a program that is only run, what its tests do. */
function isOfFiles({ by, reads }: UnknownReadAt, part: CratePart): boolean {
  if (reads === 'variables' || reads === 'commit') return false
  return by !== 'program' || part === 'script' || part === 'tests'
}
