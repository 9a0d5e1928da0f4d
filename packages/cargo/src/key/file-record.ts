import type { EntryKind } from '../source-tree'
import type { RustFacts } from './rust-facts'

/** What is remembered of one file between runs, and how to tell that it is still the same file. */
export interface FileRecord extends FileStamp {
  readonly digest: string
  /** Null where the file says nothing of interest, which is most files. */
  readonly rust: RustFacts | null
  /** Undefined until somebody asks. */
  readonly strings?: readonly string[]
}

/** What is remembered of one directory without links in it. */
export interface DirectoryRecord extends FileStamp {
  readonly entries: readonly (readonly [name: string, kind: EntryKind])[]
}

export interface FileStamp {
  readonly size: number
  /** Milliseconds with fractions: exact to a quarter of a microsecond. */
  readonly modified: number
  readonly changed: number
  readonly inode: number
}

export function stampOf(stats: { size: number; mtimeMs: number; ctimeMs: number; ino: number }): FileStamp {
  return { size: stats.size, modified: stats.mtimeMs, changed: stats.ctimeMs, inode: stats.ino }
}

/** A stamp as a text, the same as {@link import('../read-stamp').readStamp} gives. */
export function printStamp({ modified, changed, size, inode }: FileStamp): string {
  return `${modified} ${changed} ${size} ${inode}`
}

export function isSameFile(record: FileStamp, stamp: FileStamp): boolean {
  return (
    record.size === stamp.size &&
    record.modified === stamp.modified &&
    record.changed === stamp.changed &&
    record.inode === stamp.inode
  )
}

/** A file system that keeps time in whole seconds or two (FAT, old network shares). */
const COARSE_TICK = 2100
/** Well over the 1 to 10 ms by which a kernel's file times advance. */
const FINE_TICK = 100

/**
 * Whether a file with this stamp, read at `readAt`, may be remembered. One that was written in the same tick of the
 * file system's clock may be written once more in that tick and look the same.
 */
export function isSettled(stamp: FileStamp, readAt: number): boolean {
  const last = Math.max(stamp.modified, stamp.changed)
  const tick =
    Number.isInteger(stamp.modified / 1000) || Number.isInteger(stamp.changed / 1000)
      ? COARSE_TICK
      : FINE_TICK
  return last + tick < readAt
}
