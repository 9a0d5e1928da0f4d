import { hash } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { DirectoryRecord, FileRecord } from './file-record'

/** Changes whenever what is found in a file, or how it is kept, changes. */
const FORMAT = 2
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
  readonly #path: string | null

  /** @param dir where it is kept; made when it is first written. Null: in memory alone. */
  constructor(dir: string | null) {
    this.#path = dir === null ? null : join(dir, FILE)
    const kept = this.#path === null ? NOTHING_KEPT : readKept(this.#path)
    this.files = new MemoTable(kept.files)
    this.directories = new MemoTable(kept.directories)
  }

  /** Writes by rename: a run that is killed, or another at the same time, leaves a whole file. */
  write(): void {
    if (this.#path === null || (!this.files.isChanged && !this.directories.isChanged)) return
    const kept: Kept = { files: this.files.records(), directories: this.directories.records() }
    const text = JSON.stringify(kept)
    const temporary = `${this.#path}.${process.pid}-${Date.now().toString(36)}`
    try {
      mkdirSync(dirname(this.#path), { recursive: true })
      writeFileSync(temporary, `${hash('sha256', text)}\n${text}`)
      renameSync(temporary, this.#path)
    } catch {
      // A full disk or a read-only one costs time in the next run, nothing else.
      rmSync(temporary, { force: true })
    }
  }
}

/** Records by path: those of earlier runs, and those used in this one. */
export class MemoTable<R> {
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

  /** Whether the record for `path` was asked for or made in this run, so that it is the present state. */
  isUsed(path: string): boolean {
    return this.#used.has(path)
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

function readKept(path: string): Kept {
  try {
    const written = readFileSync(path, 'utf8')
    const newline = written.indexOf('\n')
    const text = written.slice(newline + 1)
    if (written.slice(0, newline) === hash('sha256', text)) return JSON.parse(text) as Kept
  } catch {
    // None yet, or none that can be used.
  }
  return NOTHING_KEPT
}

const NOTHING_KEPT: Kept = { files: [], directories: [] }
