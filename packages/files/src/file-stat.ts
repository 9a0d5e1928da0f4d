import { constants, type Stats } from 'node:fs'
import { join } from 'node:path'
import { lstatSync, statSync } from './seen-disk'

/** How a path on the disk looks. */
export interface FileStat {
  /**
   * A text that differs whenever what is at the path may differ; for a symbolic link also when what it leads to may.
   * {@link ABSENT} where nothing is, the system's code where it may not be looked at.
   */
  readonly stamp: string
  /** What is there, links followed; undefined where nothing is. */
  readonly stats: Stats | undefined
  readonly isLink: boolean
  /** The time from which on, in milliseconds, a further change cannot leave the same stamp behind. */
  readonly settledAt: number
  /** What the system said where the path may not be looked at. */
  readonly error?: unknown
}

/** The stamp of a path where nothing is. */
export const ABSENT = 'absent'

/** A file system that keeps time in whole seconds or two (FAT, old network shares). */
const COARSE_TICK = 2100
/** Well over the 1 to 10 ms by which a kernel's file times advance. */
const FINE_TICK = 100

/** Looks at `path`, absolute, without opening it. */
export function readFileStat(path: string): FileStat {
  let own: Stats | undefined
  try {
    own = lstatSync(path, UNTHROWN)
  } catch (error) {
    return unseen(error, '')
  }
  if (own === undefined) return NOTHING
  if (!isLink(own)) {
    return { stamp: printStats(own), stats: own, isLink: false, settledAt: settledAt(own) }
  }
  const before = `${printStats(own)} `
  try {
    const stats = statSync(path, UNTHROWN)
    const stamp = before + (stats ? printStats(stats) : ABSENT)
    return { stamp, stats, isLink: true, settledAt: Math.max(settledAt(own), stats ? settledAt(stats) : 0) }
  } catch (error) {
    return { ...unseen(error, before), isLink: true, settledAt: settledAt(own) }
  }
}

/** The stamp alone: finding these is most of what a run does in which nothing has changed. */
function readStamp(path: string): string {
  try {
    const own = lstatSync(path, UNTHROWN)
    if (own === undefined) return ABSENT
    if (!isLink(own)) return printStats(own)
  } catch {
    // Said below.
  }
  return readFileStat(path).stamp
}

/**
 * Whether what was read of the file, from the time `readAt` on, is known to belong to its stamp. A file that was written in
 * the same tick of the file system's clock may be written once more in that tick and look the same.
 */
export function isSettled(stat: Pick<FileStat, 'settledAt'>, readAt: number): boolean {
  return stat.settledAt < readAt
}

/** Whether a file is still the one that was found. */
export function isSameFile(a: Stats, b: Stats): boolean {
  return a.size === b.size && a.mtimeMs === b.mtimeMs && a.ctimeMs === b.ctimeMs && a.ino === b.ino
}

/** How paths look now: each is looked at once, and once more where its stamp alone was asked for at first. */
export class FileStats {
  readonly #root: string
  readonly #known = new Map<string, FileStat>()
  /** Of paths of which nothing else was asked: tens of thousands of them are cheaper to hold than all that is known. */
  readonly #stamps = new Map<string, string>()

  /** @param root absolute; paths are relative to it or absolute */
  constructor(root: string) {
    this.#root = root
  }

  of(path: string): FileStat {
    let stat = this.#known.get(path)
    if (stat === undefined) {
      stat = readFileStat(placeBelow(this.#root, path))
      this.#known.set(path, stat)
    }
    return stat
  }

  /** The stamp of `path` alone. */
  stampOf(path: string): string {
    let stamp = this.#known.get(path)?.stamp ?? this.#stamps.get(path)
    if (stamp === undefined) {
      stamp = readStamp(placeBelow(this.#root, path))
      this.#stamps.set(path, stamp)
    }
    return stamp
  }

  /** The stamp of `path` where it is settled for somebody who reads since `readAt`, else null. */
  settledStamp(path: string, readAt: number): string | null {
    const stat = this.of(path)
    return isSettled(stat, readAt) ? stat.stamp : null
  }
}

/** By hand where it can be: `path.join` would take a tenth of the time of looking. */
function placeBelow(root: string, path: string): string {
  if (path.startsWith('/')) return path
  return path === '' ? root : process.platform === 'win32' ? join(root, path) : `${root}/${path}`
}

const UNTHROWN = { throwIfNoEntry: false } as const

const NOTHING: FileStat = { stamp: ABSENT, stats: undefined, isLink: false, settledAt: 0 }

function unseen(error: unknown, before: string): FileStat {
  const code = String((error as NodeJS.ErrnoException).code)
  const isNothing = code === 'ENOENT' || code === 'ENOTDIR'
  return {
    stamp: before + (isNothing ? ABSENT : code),
    stats: undefined,
    isLink: false,
    settledAt: 0,
    ...(isNothing ? {} : { error }),
  }
}

function isLink({ mode }: Stats): boolean {
  return (mode & constants.S_IFMT) === constants.S_IFLNK
}

/** Milliseconds with fractions are exact to a quarter of a microsecond. */
function printStats({ mtimeMs, ctimeMs, size, ino }: Stats): string {
  return `${mtimeMs} ${ctimeMs} ${size} ${ino}`
}

function settledAt({ mtimeMs, ctimeMs }: Stats): number {
  const isCoarse = Number.isInteger(mtimeMs / 1000) || Number.isInteger(ctimeMs / 1000)
  return Math.max(mtimeMs, ctimeMs) + (isCoarse ? COARSE_TICK : FINE_TICK)
}
