import type { Dirent } from 'node:fs'
import { isAbsolute, join, sep } from 'node:path'
import {
  ABSENT,
  type FileStat,
  type FileStats,
  isSettled,
  readdirSync,
  realpathSync,
  statSync,
} from '@nx-crane/files'
import type { EntryKind } from '@nx-crane/graph'
import { ancestorsOf, childPath, diskFault, isNothingThere, parentDir } from '@nx-crane/graph'
import type { FileMemo } from './read-file-memo'

const MOST_LINKED = 10_000

interface Listed {
  /** Undefined where no directory is. */
  readonly entries: ReadonlyMap<string, EntryKind> | undefined
  /** While the directory has it, it holds the same; null where only listing it again can tell. */
  readonly stamp: string | null
  readonly hasLinks: boolean
}

/** The directories below a root on the disk. One that did not change since `memo` knows it is not read. */
export class DiskDirectories {
  readonly #root: string
  readonly #memo: FileMemo
  readonly #stats: FileStats
  readonly #known = new Map<string, Listed>()
  /** Directories that are links, by path, with where they lead. */
  readonly #linked = new Map<string, string>()

  constructor(root: string, memo: FileMemo, stats: FileStats) {
    this.#root = root
    this.#memo = memo
    this.#stats = stats
  }

  list(path: string): ReadonlyMap<string, EntryKind> | undefined {
    return this.#listed(path).entries
  }

  /** The entries of a directory without any link in it; undefined where there is one, or it cannot be read. */
  listPlain(path: string): ReadonlyMap<string, EntryKind> | undefined {
    try {
      const { entries, hasLinks } = this.#listed(path)
      return hasLinks ? undefined : entries
    } catch {
      return undefined
    }
  }

  /** The stamp of a directory that was listed; null where another listing can come with the same stamp. */
  stamp(path: string): string | null {
    return this.#listed(path).stamp
  }

  /** The time of a directory changes with the names in it. */
  #listed(path: string): Listed {
    let listed = this.#known.get(path)
    if (listed === undefined) {
      const stat = this.#stats.of(path)
      const record = this.#memo.directories.find(path)
      if (record?.stamp === stat.stamp) {
        this.#memo.directories.keep(path, record)
        listed = { entries: new Map(record.entries), stamp: stat.stamp, hasLinks: false }
      } else listed = this.#read(path, stat)
      this.#known.set(path, listed)
    }
    return listed
  }

  /** Links that lead to each other make more paths than anybody can list. */
  #checkLinks(path: string): void {
    if (this.#linked.size <= MOST_LINKED) return
    throw diskFault(
      path,
      `is one of more than ${MOST_LINKED} directories that are reached through links, which form a cycle`,
    )
  }

  #read(path: string, stat: FileStat): Listed {
    const settled = isSettled(stat, Date.now()) ? stat.stamp : null
    if (stat.stamp === ABSENT) return { entries: undefined, stamp: settled, hasLinks: false }
    let found: Dirent[]
    try {
      found = readdirSync(this.#place(path), { withFileTypes: true })
    } catch (error) {
      if (isNothingThere(error))
        return { entries: undefined, stamp: stat.stats ? null : settled, hasLinks: false }
      throw diskFault(path, error)
    }
    const entries = new Map<string, EntryKind>()
    for (const entry of found) {
      const kind = entry.isSymbolicLink() ? this.#linkKind(childPath(path, entry.name)) : kindOf(entry)
      if (kind) entries.set(entry.name, kind)
      if (kind === 'directory' && entry.isSymbolicLink()) this.#checkLinks(path)
    }
    // What a link leads to can change without the directory that holds the link.
    const hasLinks = found.some((entry) => entry.isSymbolicLink())
    const stamp = hasLinks || !stat.stats ? null : settled
    if (stamp !== null) this.#memo.directories.keep(path, { stamp, entries: [...entries] })
    return { entries, stamp, hasLinks }
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
