import { FileStats, type ObservedDisk, type Place } from '@nx-crane/files'
import { CargoError } from '@nx-crane/graph'
import type { KeyQuestion } from '../key-snapshot'
import { FileMemo } from '../read-file-memo'
import { type ReadSourceFiles, readSourceFiles } from '../read-source-files'
import { digestListing } from './observe-crate'

/** Reading so many takes less time than loading what is remembered of all files there are. */
const FEW_FILES = 1000

/** The disk as one run sees it: each path is looked at once. */
export class KeyDisk implements ObservedDisk<KeyQuestion> {
  readonly root: string
  readonly stats: FileStats
  readonly #memos: Place
  #memo: FileMemo | undefined
  #few: ReadSourceFiles | undefined
  #many: ReadSourceFiles | undefined

  /** @param memos the directory in which it is kept what was found in files */
  constructor(root: string, memos: Place) {
    this.root = root
    this.stats = new FileStats(root)
    this.#memos = memos
  }

  /** The files, with what is remembered of them where that is worth loading: about so many will be asked for. */
  files(expected: number): ReadSourceFiles {
    if (this.#many === undefined && expected < FEW_FILES) {
      this.#few ??= readSourceFiles(this.root, new FileMemo(null), this.stats)
      return this.#few
    }
    this.#memo ??= new FileMemo(this.#memos)
    this.#many ??= readSourceFiles(this.root, this.#memo, this.stats)
    return this.#many
  }

  /** Editors that write a file anew and rename it touch the directory, and leave in it what was there. */
  ask(question: KeyQuestion, path: string): string | null {
    if (question === 'file') return null
    try {
      return digestListing(this.files(0).list(path))
    } catch (error) {
      if (!(error instanceof CargoError)) throw error
      return null
    }
  }

  /** Keeps what was found in files for the next run. */
  write(): void {
    this.#memo?.write()
  }
}
