import type { EntryKind, RustFacts, SourceFile, SourceFiles } from '@nx-crane/graph'
import { isInside, parentDir } from '@nx-crane/graph'
import type { ReadSourceFiles } from './read-source-files'

/** Files that keep in mind what was asked of them: while the answers are the same, so is what follows from them. */
export class ProbedFiles implements SourceFiles {
  readonly #files: ReadSourceFiles
  /** Paths that were asked for as files and as directories. */
  readonly files = new Set<string>()
  readonly directories = new Set<string>()

  constructor(files: ReadSourceFiles) {
    this.#files = files
  }

  file(path: string): SourceFile | undefined {
    const file = this.#files.file(path)
    if (file === undefined && this.#isSeenInDirectory(path)) this.directories.add(parentDir(path))
    else this.files.add(path)
    return file
  }

  rust(path: string): RustFacts {
    this.files.add(path)
    return this.#files.rust(path)
  }

  strings(path: string): readonly string[] {
    this.files.add(path)
    return this.#files.strings(path)
  }

  list(path: string): ReadonlyMap<string, EntryKind> | undefined {
    const entries = this.#files.list(path)
    this.directories.add(entries === undefined && this.#isSeenInDirectory(path) ? parentDir(path) : path)
    return entries
  }

  /** What is added changes what its directory holds: one question for all that is not there. */
  #isSeenInDirectory(path: string): boolean {
    return isInside(path) && this.#files.listPlain(parentDir(path)) !== undefined
  }
}
