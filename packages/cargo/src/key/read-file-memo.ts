import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { FileRecord } from './file-record'

/** Changes whenever what is found in a file, or how it is kept, changes. */
const FORMAT = 1
const FILE = `files-${FORMAT}.json`
/** Records of files not asked for in a run are kept up to this number, for the runs over other crates. */
const KEPT = 200_000

/** What was found in files, kept in a directory between runs. One that is damaged or cannot be written is as good as none. */
export class FileMemo {
  readonly #path: string
  readonly #known: ReadonlyMap<string, FileRecord>
  readonly #used = new Map<string, FileRecord>()
  #changed = false

  /** @param dir where it is kept; made when it is first written */
  constructor(dir: string) {
    this.#path = join(dir, FILE)
    this.#known = readRecords(this.#path)
  }

  find(path: string): FileRecord | undefined {
    return this.#used.get(path) ?? this.#known.get(path)
  }

  keep(path: string, record: FileRecord): void {
    if (this.#known.get(path) !== record) this.#changed = true
    this.#used.set(path, record)
  }

  /** Writes by rename: a run that is killed, or another at the same time, leaves a whole file. */
  write(): void {
    if (!this.#changed) return
    const records = new Map(this.#used)
    for (const [path, record] of this.#known) {
      if (records.size >= KEPT) break
      if (!records.has(path)) records.set(path, record)
    }
    const text = JSON.stringify([...records])
    const temporary = `${this.#path}.${process.pid}-${Date.now().toString(36)}`
    try {
      mkdirSync(dirname(this.#path), { recursive: true })
      writeFileSync(temporary, `${checksum(text)}\n${text}`)
      renameSync(temporary, this.#path)
    } catch {
      // A full disk or a read-only one costs time in the next run, nothing else.
      rmSync(temporary, { force: true })
    }
  }
}

function readRecords(path: string): ReadonlyMap<string, FileRecord> {
  try {
    const written = readFileSync(path, 'utf8')
    const newline = written.indexOf('\n')
    const text = written.slice(newline + 1)
    if (written.slice(0, newline) !== checksum(text)) return new Map()
    return new Map(JSON.parse(text) as [string, FileRecord][])
  } catch {
    return new Map()
  }
}

function checksum(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
