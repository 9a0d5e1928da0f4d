import { type Dirent, readdirSync, realpathSync, statSync } from 'node:fs'
import { isAbsolute, join, sep } from 'node:path'
import { ancestorsOf, childPath, parentDir } from '../repository-path'
import type { EntryKind } from '../source-tree'
import { diskFault, isNothingThere } from './disk-fault'
import { type FileStamp, isSameFile, isSettled, stampOf } from './file-record'
import type { FileMemo } from './read-file-memo'

const MOST_LINKED = 10_000

/** The directories below a root on the disk. One that did not change since `memo` knows it is not read. */
export class DiskDirectories {
  readonly #root: string
  readonly #memo: FileMemo
  readonly #known = new Map<string, ReadonlyMap<string, EntryKind> | undefined>()
  readonly #withLinks = new Set<string>()
  /** Directories that are links, by path, with where they lead. */
  readonly #linked = new Map<string, string>()

  constructor(root: string, memo: FileMemo) {
    this.#root = root
    this.#memo = memo
  }

  list(path: string): ReadonlyMap<string, EntryKind> | undefined {
    const known = this.#known.get(path)
    if (known !== undefined || this.#known.has(path)) return known
    const entries = this.#remembered(path) ?? this.#read(path)
    this.#known.set(path, entries)
    return entries
  }

  /** The entries of a directory without any link in it; undefined where there is one, or it cannot be read. */
  listPlain(path: string): ReadonlyMap<string, EntryKind> | undefined {
    try {
      const entries = this.list(path)
      return this.#withLinks.has(path) ? undefined : entries
    } catch {
      return undefined
    }
  }

  /** The stamp of a directory that was listed; null where another listing can come with the same stamp. */
  stamp(path: string): FileStamp | null {
    const record = this.#memo.directories.find(path)
    return record && this.#memo.directories.isUsed(path) ? record : null
  }

  /** The time of a directory changes with the names in it. */
  #remembered(path: string): ReadonlyMap<string, EntryKind> | undefined {
    const record = this.#memo.directories.find(path)
    if (!record) return undefined
    try {
      const stats = statSync(this.#place(path), { throwIfNoEntry: false })
      if (!stats || !isSameFile(record, stampOf(stats))) return undefined
    } catch {
      return undefined
    }
    this.#memo.directories.keep(path, record)
    return new Map(record.entries)
  }

  /** Links that lead to each other make more paths than anybody can list. */
  #checkLinks(path: string): void {
    if (this.#linked.size <= MOST_LINKED) return
    throw diskFault(
      path,
      `is one of more than ${MOST_LINKED} directories that are reached through links, which lead in circles`,
    )
  }

  #read(path: string): ReadonlyMap<string, EntryKind> | undefined {
    const readAt = Date.now()
    let found: Dirent[]
    let stamp: ReturnType<typeof stampOf>
    try {
      stamp = stampOf(statSync(this.#place(path)))
      found = readdirSync(this.#place(path), { withFileTypes: true })
    } catch (error) {
      if (isNothingThere(error)) return undefined
      throw diskFault(path, error)
    }
    const entries = new Map<string, EntryKind>()
    for (const entry of found) {
      const kind = entry.isSymbolicLink() ? this.#linkKind(childPath(path, entry.name)) : kindOf(entry)
      if (kind) entries.set(entry.name, kind)
      if (kind === 'directory' && entry.isSymbolicLink()) this.#checkLinks(path)
    }
    // What a link leads to can change without the directory that holds the link.
    const isPlain = !found.some((entry) => entry.isSymbolicLink())
    if (!isPlain) this.#withLinks.add(path)
    else if (isSettled(stamp, readAt)) {
      this.#memo.directories.keep(path, { ...stamp, entries: [...entries] })
    }
    return entries
  }

  #linkKind(path: string): EntryKind | undefined {
    try {
      const stats = statSync(this.#place(path), { throwIfNoEntry: false })
      if (!stats?.isDirectory()) return stats && kindOf(stats)
      const real = realpathSync(this.#place(path))
      if (this.#leadsBack(parentDir(path), real)) return undefined
      this.#linked.set(path, real)
      return 'directory'
    } catch {
      return undefined
    }
  }

  /** Whether the directory `real` holds `path`, as the links on the way to it have it. */
  #leadsBack(path: string, real: string): boolean {
    return [path, ...ancestorsOf(path)].some((dir) => {
      const held = this.#realOf(dir)
      return held === real || held.startsWith(real.endsWith(sep) ? real : real + sep)
    })
  }

  #realOf(path: string): string {
    const linked = this.#linked.get(path)
    if (linked !== undefined || path === '') return linked ?? realpathSync(this.#root)
    return join(this.#realOf(parentDir(path)), path.slice(path.lastIndexOf('/') + 1))
  }

  #place(path: string): string {
    return isAbsolute(path) ? path : `${this.#root}${sep}${path}`
  }
}

function kindOf(entry: { isFile(): boolean; isDirectory(): boolean }): EntryKind {
  if (entry.isFile()) return 'file'
  return entry.isDirectory() ? 'directory' : 'other'
}
