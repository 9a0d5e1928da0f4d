import { type Place, placeIn, readSealed, type SealedFile, writeSealed } from '@nx-crane/files'
import type { DirectoryRecord, FileRecord } from './file-record'

/** Changes whenever what is found in a file, or how it is kept, changes. */
const FORMAT = 6
const FILE = `files-${FORMAT}.json`
/** Records not asked for in a run are kept up to this number, for the runs over other crates. */
const KEPT = 200_000

interface Kept {
  readonly files: readonly (readonly [string, FileRecord])[]
  readonly directories: readonly (readonly [string, DirectoryRecord])[]
}

/** What was found on the disk, kept in a directory between runs. One that is damaged or cannot be written is as good as none. */
export class FileMemo {
  readonly files: MemoTable<FileRecord>
  readonly directories: MemoTable<DirectoryRecord>
  readonly #file: SealedFile | null

  /** @param memos the directory in which it is kept; made when it is first written. Null: in memory alone. */
  constructor(memos: Place | null) {
    this.#file = memos && { place: placeIn(memos, FILE), meaning: ['files', FORMAT] }
    const kept = this.#file === null ? NOTHING_KEPT : readKept(this.#file)
    this.files = new MemoTable(kept.files)
    this.directories = new MemoTable(kept.directories)
  }

  /** Writes by rename: a run that is killed, or another at the same time, leaves a whole file. */
  write(): void {
    if (this.#file === null || (!this.files.isChanged && !this.directories.isChanged)) return
    const kept: Kept = { files: this.files.records(), directories: this.directories.records() }
    writeSealed(this.#file, JSON.stringify(kept))
  }
}

/** Records by path: those of earlier runs, and those used in this one. */
class MemoTable<R> {
  readonly #known: ReadonlyMap<string, R>
  readonly #used = new Map<string, R>()
  #changed = false

  constructor(known: readonly (readonly [string, R])[]) {
    this.#known = new Map(known)
  }

  get isChanged(): boolean {
    return this.#changed
  }

  find(path: string): R | undefined {
    return this.#used.get(path) ?? this.#known.get(path)
  }

  keep(path: string, record: R): void {
    if (this.#known.get(path) !== record) this.#changed = true
    this.#used.set(path, record)
  }

  records(): [string, R][] {
    const records = new Map(this.#used)
    for (const [path, record] of this.#known) {
      if (records.size >= KEPT) break
      if (!records.has(path)) records.set(path, record)
    }
    return [...records]
  }
}

function readKept(file: SealedFile): Kept {
  const sealed = readSealed(file)
  return sealed ? (JSON.parse(sealed.body.toString()) as Kept) : NOTHING_KEPT
}

const NOTHING_KEPT: Kept = { files: [], directories: [] }
