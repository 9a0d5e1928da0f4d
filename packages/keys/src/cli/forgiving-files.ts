import type { EntryKind, RustFacts, SourceFile, SourceFiles } from '@nx-crane/graph'
import { CargoError } from '@nx-crane/graph'

/** Files of others may be unreadable: that costs nobody else the key. */
export class ForgivingFiles implements SourceFiles {
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
