import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { EntryKind } from './source-tree'

/** Raised when what is kept changes its form or its meaning; a memo of another format is thrown away. */
const FORMAT = 1

/** Names of one kind, in the order they were listed: JSON of a third of the size of pairs. */
type StoredListing = readonly [stamp: string, files: string[], directories: string[], others: string[]]
type StoredImports = readonly [stamp: string, specifiers: string[]]

interface MemoFile {
  readonly format: number
  readonly listings: Readonly<Record<string, StoredListing>>
  readonly imports: Readonly<Record<string, StoredImports>>
}

/**
 * What earlier runs found in directories and source files, each believed only for the same stamp. A stamp comes from
 * the file system's times and numbers and is left out (undefined) while it could still hide a change.
 */
export class TreeMemo {
  readonly #file: string
  readonly #known: MemoFile
  readonly #listings: Record<string, StoredListing> = {}
  readonly #imports: Record<string, StoredImports> = {}
  #changed = false

  /** @param file where it is kept; made when it is first saved */
  constructor(file: string) {
    this.#file = file
    this.#known = readMemo(file)
  }

  listing(path: string, stamp: string): ReadonlyMap<string, EntryKind> | undefined {
    const stored = own(this.#known.listings, path)
    if (stored?.[0] !== stamp) return undefined
    this.#listings[path] = stored
    const [, files, directories, others] = stored
    const entries = new Map<string, EntryKind>()
    for (const name of files) entries.set(name, 'file')
    for (const name of directories) entries.set(name, 'directory')
    for (const name of others) entries.set(name, 'other')
    return entries
  }

  keepListing(path: string, stamp: string, entries: ReadonlyMap<string, EntryKind>): void {
    const named = (wanted: EntryKind) =>
      [...entries].filter(([, kind]) => kind === wanted).map(([name]) => name)
    this.#listings[path] = [stamp, named('file'), named('directory'), named('other')]
    this.#changed = true
  }

  imports(path: string, stamp: string): readonly string[] | undefined {
    const stored = own(this.#known.imports, path)
    if (stored?.[0] !== stamp) return undefined
    this.#imports[path] = stored
    return stored[1]
  }

  keepImports(path: string, stamp: string, specifiers: readonly string[]): void {
    this.#imports[path] = [stamp, [...specifiers]]
    this.#changed = true
  }

  /** Keeps what this run used, by rename. A memo that cannot be written only makes the next run slower. */
  save(): void {
    if (!this.#changed) return
    const temporary = `${this.#file}.${process.pid}.tmp`
    const memo: MemoFile = { format: FORMAT, listings: this.#listings, imports: this.#imports }
    try {
      mkdirSync(dirname(this.#file), { recursive: true })
      writeFileSync(temporary, JSON.stringify(memo))
      renameSync(temporary, this.#file)
    } catch {
      rmSync(temporary, { force: true })
    }
  }
}

function readMemo(file: string): MemoFile {
  try {
    const memo = JSON.parse(readFileSync(file, 'utf8')) as MemoFile
    if (memo.format === FORMAT) return memo
  } catch {
    // None yet, or a damaged one: both mean that nothing is known.
  }
  return { format: FORMAT, listings: {}, imports: {} }
}

function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined
}
