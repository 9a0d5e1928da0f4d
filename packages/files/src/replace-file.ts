import { closeSync, fchmodSync, openSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { writingAt } from './disk-refusal'
import { type HeldDirectory, holdDirectory, holdParent } from './held-directory'
import type { Place } from './place'
import { stateIn } from './state-directory'
import { removeAbandoned, temporaryName } from './temporary'

export interface ReplaceOptions {
  /** Permission bits of the file; those of a new file when left out. */
  readonly mode?: number | undefined
}

/**
 * Writes a file by rename: it is the old one or the new one, whatever happens in between. Its directory is made.
 * Nothing is written through a link that leads out of the root, and a link in the file's own place is replaced.
 */
export function replaceFile(place: Place, data: string | Uint8Array, { mode }: ReplaceOptions = {}): void {
  writingAt(place, () => {
    const { directory, name } = holdParent(place, { make: true })
    try {
      using temporaries = holdTemporaries(place.root, directory)
      replaceFileIn({ directory, temporaries }, { name, data, mode })
    } finally {
      directory[Symbol.dispose]()
    }
  })
}

/** The same where many files go into one directory. @param temporaries from {@link holdTemporaries} */
export function replaceFileIn(
  { directory, temporaries }: { readonly directory: HeldDirectory; readonly temporaries: HeldDirectory },
  { name, data, mode }: { readonly name: string; readonly data: string | Uint8Array } & ReplaceOptions,
): void {
  const temporary = temporaries.at(temporaryName())
  try {
    writeNew(temporary, data, mode)
    renameSync(temporary, directory.at(name))
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  }
}

function writeNew(path: string, data: string | Uint8Array, mode: number | undefined): void {
  const descriptor = openSync(path, 'wx')
  try {
    writeFileSync(descriptor, data)
    if (mode !== undefined) fchmodSync(descriptor, mode)
  } finally {
    closeSync(descriptor)
  }
}

/**
 * Where files are made that are renamed into `destination` when they are complete: a directory that git ignores, when
 * it is on the same file system, else the destination itself. What killed processes left there is removed.
 */
export function holdTemporaries(root: string, destination: HeldDirectory): HeldDirectory {
  const place = stateIn(root, 'tmp')
  const ignored = place && holdDirectory(place)
  if (ignored !== null && isOneFileSystem(ignored, destination)) {
    sweepOnce(ignored)
    return ignored
  }
  ignored?.[Symbol.dispose]()
  const own = holdDirectory({ root: destination.path, path: '' })
  sweepOnce(own)
  return own
}

/** A rename across file systems fails. */
function isOneFileSystem(a: HeldDirectory, b: HeldDirectory): boolean {
  return statSync(a.at()).dev === statSync(b.at()).dev
}

const swept = new Set<string>()

function sweepOnce(directory: HeldDirectory): void {
  if (swept.has(directory.path)) return
  swept.add(directory.path)
  removeAbandoned(directory)
}
