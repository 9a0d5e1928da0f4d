import { hash } from 'node:crypto'
import {
  type Dirent,
  lstatSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  type Stats,
  statSync,
} from 'node:fs'
import { MOST_BUILT_BYTES, readRegularFile } from '@nx-crane/files'

/** What was seen on the disk, and how to tell that it is still so. */
export interface DiskProbes {
  readonly files: readonly FileProbe[]
  readonly directories: readonly DirectoryProbe[]
}

/** A file, a link or nothing (`absent`). No stamp: it had just changed and may look the same when it changes again; then its content. */
type FileProbe = readonly [path: string, stamp: string | null, content?: string]

/** A directory, without a stamp likewise, with the names that count in it. */
type DirectoryProbe = readonly [path: string, stamp: string | null, listing: string]

/** Whether a directory is passed over: what lies in it does not count, and neither does whether it is there. */
export type IsLeftOut = (path: string, name: string) => boolean

const ABSENT = 'absent'
/** Longer than the coarsest clock of a file system in use: two changes within it can leave the same time behind. */
const SETTLED_MS = 2500
/** How far a file system's clock may be behind ours. */
const TICK_MS = 100
/** More than these have just been checked out: reading them all is left to the next run, which has their stamps. */
const MANY_CHANGED = 1000

/** Looks at the disk for somebody who has read it since `start`. */
export class DiskProber {
  readonly #root: string
  readonly #start: number
  readonly #isLeftOut: IsLeftOut
  readonly #files = new Map<string, { stats: Stats; changed: number } | undefined>()
  readonly #directories = new Map<string, { stats: Stats; entries: readonly Dirent[] }>()
  /** When each of them changed last. */
  readonly #changes: number[] = []

  /** @param root absolute; paths may be absolute too */
  constructor(root: string, { start, isLeftOut }: { start: number; isLeftOut: IsLeftOut }) {
    this.#root = root
    this.#start = start
    this.#isLeftOut = isLeftOut
  }

  /** The path and all that lies below it. Gives the files among them. */
  add(path: string): string[] {
    const found: string[] = []
    const queue = [path]
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      if (this.hasSeen(next)) continue
      const place = placeOf(this.#root, next)
      const own = statsOf(place, false)
      const target = own?.isSymbolicLink() ? statsOf(place, true) : own
      // Nix takes links as such, except for the one that it is told to begin with.
      const stats = next === path && target?.isDirectory() ? target : own
      if (!stats?.isDirectory()) {
        const changed = Math.max(stats?.ctimeMs ?? 0, target?.ctimeMs ?? 0)
        this.#files.set(next, stats && { stats, changed })
        this.#changes.push(changed)
        if (stats) found.push(next)
        continue
      }
      this.#changes.push(stats.ctimeMs)
      const entries = listingOf(this.#root, next, this.#isLeftOut)
      this.#directories.set(next, { stats, entries })
      for (const entry of entries) queue.push(childOf(next, entry.name))
    }
    return found
  }

  /** Whether it was looked at, there or not. */
  hasSeen(path: string): boolean {
    return this.#files.has(path) || this.#directories.has(path)
  }

  isListed(directory: string): boolean {
    return this.#directories.has(directory)
  }

  /** The files that were there, in no order. */
  get files(): string[] {
    return [...this.#files].flatMap(([path, file]) => (file ? [path] : []))
  }

  /** Null when something changed since the start: whether that was read before or after nobody knows. */
  probes(): DiskProbes | null {
    const changedAfter = (time: number) => this.#changes.filter((change) => change > time).length
    if (changedAfter(this.#start - TICK_MS) > 0) return null
    if (changedAfter(this.#start - SETTLED_MS) > MANY_CHANGED) return null
    const isSettled = (changed: number) => changed <= this.#start - SETTLED_MS
    return {
      files: [...this.#files].map(([path, file]): FileProbe => {
        if (!file) return [path, ABSENT]
        const place = placeOf(this.#root, path)
        return isSettled(file.changed) ? [path, stampOf(place, file.stats)] : [path, null, contentOf(place)]
      }),
      directories: [...this.#directories].map(([path, { stats, entries }]) => [
        path,
        isSettled(stats.ctimeMs) ? plainStamp(stats) : null,
        printListing(entries),
      ]),
    }
  }
}

/** Whether everything is as it was. */
export function isUnchanged(root: string, { files, directories }: DiskProbes, isLeftOut: IsLeftOut): boolean {
  const isSameFile = ([path, stamp, content]: FileProbe) => {
    const place = placeOf(root, path)
    if (stamp === null) return contentOf(place) === content
    const stats = statsOf(place, false)
    return (stats ? stampOf(place, stats) : ABSENT) === stamp
  }
  const isSameDirectory = ([path, stamp, listing]: DirectoryProbe) => {
    const stats = statsOf(placeOf(root, path), true)
    if (!stats?.isDirectory()) return false
    // Builds put what they make beside what they read, which touches the directory.
    return plainStamp(stats) === stamp || printListing(listingOf(root, path, isLeftOut)) === listing
  }
  return files.every(isSameFile) && directories.every(isSameDirectory)
}

function placeOf(root: string, path: string): string {
  if (path.startsWith('/')) return path
  return path === '' ? root : `${root}/${path}`
}

function childOf(directory: string, name: string): string {
  return directory === '' ? name : `${directory}/${name}`
}

/** Undefined where nothing is. */
function statsOf(place: string, follows: boolean): Stats | undefined {
  const options = { throwIfNoEntry: false } as const
  try {
    return follows ? statSync(place, options) : lstatSync(place, options)
  } catch {
    return undefined // below a file, or where nobody may look
  }
}

function stampOf(place: string, stats: Stats): string {
  if (!stats.isSymbolicLink()) return plainStamp(stats)
  const target = statsOf(place, true)
  return `${plainStamp(stats)} ${target ? plainStamp(target) : ABSENT}`
}

function plainStamp({ mtimeMs, ctimeMs, size, ino }: Stats): string {
  return `${mtimeMs} ${ctimeMs} ${size} ${ino}`
}

function contentOf(place: string): string {
  try {
    const stats = lstatSync(place)
    if (stats.isSymbolicLink()) return `link ${readlinkSync(place)} ${targetOf(place)}`
    return `${stats.mode & 0o100} ${hash('sha256', readRegularFile(place, { maxBytes: MOST_BUILT_BYTES }), 'base64')}`
  } catch (error) {
    return String((error as NodeJS.ErrnoException).code)
  }
}

/** Whoever reads through a link reads this. */
function targetOf(place: string): string {
  const target = statsOf(place, true)
  return target?.isFile() ? contentOf(realpathSync(place)) : target ? plainStamp(target) : ABSENT
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
