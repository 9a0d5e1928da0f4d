import { hash } from 'node:crypto'
import { type Dirent, readdirSync } from 'node:fs'
import { join } from 'node:path'
import {
  type FileStat,
  FileStats,
  isSettled,
  type Observation,
  type ObservedDisk,
  readRegularFile,
  Snapshot,
} from '@nx-crane/files'

/** What is asked about a path: what is in the file, or for a directory, which names that count it holds. */
export type ProbeQuestion = 'file' | 'listing'

/** Whether a directory is passed over: what lies in it does not count, and neither does whether it is there. */
export type IsLeftOut = (path: string, name: string) => boolean

/** Of so many files, those that changed last, the content is kept as well: they are the ones that are saved again unchanged. */
const MOST_DIGESTED = 1000
const MOST_DIGESTED_BYTES = 1024 * 1024

/** Looks at the disk for somebody who has read it since `start`. */
export class DiskProber {
  readonly #root: string
  readonly #start: number
  readonly #isLeftOut: IsLeftOut
  readonly #stats: FileStats
  readonly #snapshot = new Snapshot<ProbeQuestion>()
  readonly #files: string[] = []
  #isSettled = true

  /** @param root absolute; paths may be absolute too */
  constructor(root: string, { start, isLeftOut }: { start: number; isLeftOut: IsLeftOut }) {
    this.#root = root
    this.#start = start
    this.#isLeftOut = isLeftOut
    this.#stats = new FileStats(root)
  }

  /** The path and all that lies below it. Gives the files among them. */
  add(path: string): string[] {
    const found: string[] = []
    const queue = [path]
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      if (this.hasSeen(next)) continue
      const stat = this.#stats.of(next)
      this.#isSettled &&= isSettled(stat, this.#start)
      // Nix takes links as such, except for the one that it is told to begin with.
      if (isDirectory(stat) && (next === path || !stat.isLink)) {
        const entries = listingOf(this.#root, next, this.#isLeftOut)
        this.#snapshot.put(['listing', next, stat.stamp, printListing(entries)])
        for (const entry of entries) queue.push(childOf(next, entry.name))
      } else {
        this.#snapshot.put(['file', next, stat.stamp, null])
        if (stat.stats || stat.isLink) found.push(next)
      }
    }
    this.#files.push(...found)
    return found
  }

  /** Whether it was looked at, there or not. */
  hasSeen(path: string): boolean {
    return this.#snapshot.numberOf('file', path) !== undefined || this.isListed(path)
  }

  isListed(directory: string): boolean {
    return this.#snapshot.numberOf('listing', directory) !== undefined
  }

  /** The files that were there, in no order. */
  get files(): readonly string[] {
    return this.#files
  }

  /** Null when something changed since the start: whether that was read before or after nobody knows. */
  observations(): readonly Observation<ProbeQuestion>[] | null {
    if (!this.#isSettled) return null
    const age = (path: string) => -this.#stats.of(path).settledAt
    for (const path of [...this.#files].sort((a, b) => age(a) - age(b)).slice(0, MOST_DIGESTED)) {
      const stat = this.#stats.of(path)
      this.#snapshot.put(['file', path, stat.stamp, contentOf(this.#root, path, stat)])
    }
    return this.#snapshot.observations
  }
}

/** The disk as it is now, for what a {@link DiskProber} observed. */
export function probedDisk(root: string, isLeftOut: IsLeftOut): ObservedDisk<ProbeQuestion> {
  const stats = new FileStats(root)
  return {
    stats,
    // Builds put what they make beside what they read, which touches the directory.
    ask: (question, path) => {
      if (question === 'file') return contentOf(root, path, stats.of(path))
      return isDirectory(stats.of(path)) ? printListing(listingOf(root, path, isLeftOut)) : null
    },
  }
}

function isDirectory({ stats }: FileStat): boolean {
  return stats?.isDirectory() ?? false
}

/** Null for what is not worth reading, or cannot be read. */
function contentOf(root: string, path: string, { stats, isLink }: FileStat): string | null {
  if (isLink || !stats?.isFile() || stats.size > MOST_DIGESTED_BYTES) return null
  try {
    const bytes = readRegularFile(placeOf(root, path), { maxBytes: MOST_DIGESTED_BYTES })
    return `${stats.mode & 0o100} ${hash('sha256', bytes, 'base64')}`
  } catch {
    return null
  }
}

function placeOf(root: string, path: string): string {
  return path.startsWith('/') ? path : join(root, path)
}

function childOf(directory: string, name: string): string {
  return directory === '' ? name : `${directory}/${name}`
}

function listingOf(root: string, path: string, isLeftOut: IsLeftOut): Dirent[] {
  try {
    return readdirSync(placeOf(root, path), { withFileTypes: true }).filter(
      ({ name }) => !isLeftOut(childOf(path, name), name),
    )
  } catch {
    return []
  }
}

function printListing(entries: readonly Dirent[]): string {
  return entries
    .map((entry) => `${entry.name}/${kindOf(entry)}`)
    .sort()
    .join('\0')
}

function kindOf(entry: Dirent): string {
  if (entry.isDirectory()) return 'd'
  if (entry.isSymbolicLink()) return 'l'
  return entry.isFile() ? 'f' : 'o'
}
