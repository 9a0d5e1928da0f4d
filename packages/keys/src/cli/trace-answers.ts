import type { CrateListing, EntryKind, RustFacts, SourceFile, SourceFiles } from '@nx-crane/graph'
import { baseName, CargoError, childPath, listNamed, parentDir } from '@nx-crane/graph'
import { digestInputs, type KeyInput } from '../key-input'
import type { TraceQuestion } from '../trace'
import { digestListing } from './observe-crate'

/** What the disk answers now to a question of a trace, as a text that differs where the answer does. */
export function answerOf(
  listing: CrateListing,
  path: string,
  question: Exclude<TraceQuestion, 'program'>,
): string {
  const { files } = listing
  try {
    if (question === 'content') {
      const file = files.file(path)
      if (file) return file.isExecutable ? `${file.digest}, executable` : file.digest
    }
    if (question === 'tree') return treeDigest(listing, path)
    const entries = files.list(path)
    if (entries !== undefined)
      return question === 'entries' ? digestListing(notIgnored(path, entries, listing)) : 'a directory'
    if (question === 'kind') return kindOf(path, listing) ?? 'not there'
    return 'not there'
  } catch (error) {
    if (!(error instanceof CargoError)) throw error
    // What nobody may read, no build reads either; the code says that it is there.
    return `cannot be read: ${error.code}`
  }
}

/** As Cargo looks at what a script asks to be run again for: a file, or all files below a directory. */
function treeDigest(listing: CrateListing, path: string): string {
  if (listing.files.list(path) === undefined) return answerOf(listing, path, 'content')
  return digestInputs(fileInputs(listing, listNamed(listing, path)))
}

/** With whether it may be run, which whoever looks at a file learns too. */
function kindOf(path: string, { files }: CrateListing): string | undefined {
  const kind = files.list(parentDir(path))?.get(baseName(path))
  return kind === 'file' && files.file(path)?.isExecutable ? 'an executable file' : kind
}

/** Tasks leave directories behind in the first run which are there in the second. */
function notIgnored(
  path: string,
  entries: ReadonlyMap<string, EntryKind>,
  { isIgnored }: CrateListing,
): ReadonlyMap<string, EntryKind> {
  return new Map(
    [...entries].filter(([name, kind]) => !isIgnored(childPath(path, name), kind === 'directory')),
  )
}

/** The bytes of files, as inputs. */
export function fileInputs(listing: CrateListing, paths: readonly string[]): KeyInput[] {
  return paths.map((path) => ({ what: `file: ${path}`, value: answerOf(listing, path, 'content') }))
}

/** The same files for questions about those of others: if they are unreadable, that costs nobody else the key. */
export function forgiving(listing: CrateListing): CrateListing {
  return { ...listing, files: new ForgivingFiles(listing.files) }
}

class ForgivingFiles implements SourceFiles {
  readonly #files: SourceFiles

  constructor(files: SourceFiles) {
    this.#files = files
  }

  file(path: string): SourceFile | undefined {
    return this.#files.file(path)
  }

  rust(path: string): RustFacts {
    return this.#files.rust(path)
  }

  strings(path: string): readonly string[] {
    return this.#files.strings(path)
  }

  list(path: string): ReadonlyMap<string, EntryKind> | undefined {
    try {
      return this.#files.list(path)
    } catch (error) {
      if (!(error instanceof CargoError)) throw error
      return undefined
    }
  }
}
