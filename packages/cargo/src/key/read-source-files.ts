import { hash } from 'node:crypto'
import { closeSync, fstatSync, readSync, type Stats, statSync } from 'node:fs'
import { isAbsolute, sep } from 'node:path'
import { openRegularFile } from '@nx-crane/files'
import type { EntryKind } from '../source-tree'
import { diskFault, isNothingThere } from './disk-fault'
import { type FileRecord, type FileStamp, isSameFile, isSettled, stampOf } from './file-record'
import { DiskDirectories } from './read-directories'
import type { FileMemo } from './read-file-memo'
import { PLAIN_RUST } from './rust-facts'
import { pathStrings, scanRust } from './scan-rust'
import type { SourceFile, SourceFiles } from './source-files'

/**
 * The files below `root` on the disk, with what `memo` remembers of them: a file that did not change since is not read.
 * One instance asks the disk once for each path.
 */
export function readSourceFiles(root: string, memo: FileMemo): ReadSourceFiles {
  return new DiskFiles(root, memo)
}

export interface ReadSourceFiles extends SourceFiles {
  /** How a file that was read looked then; null where another content can look the same. Undefined when nothing was there. */
  fileStamp(path: string): FileStamp | null | undefined
  /** The same for a directory that was listed. */
  directoryStamp(path: string): FileStamp | null | undefined
  /** The entries of a directory without any link in it; undefined where there is one, or it cannot be read. */
  listPlain(path: string): ReadonlyMap<string, EntryKind> | undefined
}

interface KnownFile extends SourceFile {
  readonly record: FileRecord
}

class DiskFiles implements ReadSourceFiles {
  readonly #root: string
  readonly #memo: FileMemo
  readonly #files = new Map<string, KnownFile | undefined>()
  readonly #directories: DiskDirectories
  /** Most files fit, and making room for each costs as much as reading it. */
  readonly #buffer = Buffer.allocUnsafeSlow(64 * 1024)

  constructor(root: string, memo: FileMemo) {
    this.#root = root
    this.#memo = memo
    this.#directories = new DiskDirectories(root, memo)
  }

  file(path: string): SourceFile | undefined {
    return this.#file(path)
  }

  strings(path: string): readonly string[] {
    const known = this.#file(path)
    if (!known) return []
    if (known.record.strings) return known.record.strings
    const { bytes, stamp } = this.#read(path, known.record)
    if (!isSameFile(known.record, stamp)) throw diskFault(path, CHANGING)
    const strings = pathStrings(bytes.toString('utf8'))
    if (this.#memo.files.find(path) === known.record) {
      const record = { ...known.record, strings }
      this.#memo.files.keep(path, record)
      this.#files.set(path, { ...known, record })
    }
    return strings
  }

  list(path: string): ReadonlyMap<string, EntryKind> | undefined {
    return this.#directories.list(path)
  }

  listPlain(path: string): ReadonlyMap<string, EntryKind> | undefined {
    return this.#directories.listPlain(path)
  }

  fileStamp(path: string): FileStamp | null | undefined {
    const known = this.#file(path)
    if (!known) return undefined
    return this.#memo.files.isUsed(path) ? known.record : null
  }

  directoryStamp(path: string): FileStamp | null | undefined {
    return this.list(path) === undefined ? undefined : this.#directories.stamp(path)
  }

  #file(path: string): KnownFile | undefined {
    const known = this.#files.get(path)
    if (known !== undefined || this.#files.has(path)) return known
    const found = this.#readFile(path)
    this.#files.set(path, found)
    return found
  }

  #readFile(path: string): KnownFile | undefined {
    const stats = this.#stat(path)
    if (!stats || stats.isDirectory()) return undefined
    // Opening a pipe would wait for its writer for ever.
    if (!stats.isFile()) throw diskFault(path, 'is not a regular file')
    const found = stampOf(stats)
    const remembered = this.#memo.files.find(path)
    if (remembered && isSameFile(remembered, found)) {
      this.#memo.files.keep(path, remembered)
      return toKnown(remembered)
    }
    const readAt = Date.now()
    const { bytes, stamp } = this.#read(path, found)
    const rust = path.endsWith('.rs') ? scanRust(bytes.toString('utf8')) : PLAIN_RUST
    const record: FileRecord = {
      ...stamp,
      digest: hash('sha256', bytes),
      rust: rust === PLAIN_RUST ? null : rust,
    }
    if (isSettled(stamp, readAt)) this.#memo.files.keep(path, record)
    return toKnown(record)
  }

  /**
   * The bytes of a file that did not change while they were read, nor since it was `found` so; good until the next is
   * read. One that did change is read once more.
   */
  #read(path: string, found: FileStamp): { bytes: Buffer; stamp: FileStamp } {
    try {
      for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
        const { descriptor, stats } = openRegularFile(this.#place(path), path)
        try {
          const before = attempt === 0 ? found : stampOf(stats)
          const bytes = this.#readBytes(descriptor, before.size)
          const after = stampOf(fstatSync(descriptor))
          if (isSameFile(before, after) && bytes.length === after.size) return { bytes, stamp: after }
        } finally {
          closeSync(descriptor)
        }
      }
    } catch (error) {
      throw diskFault(path, error)
    }
    throw diskFault(path, CHANGING)
  }

  /** At most one byte more than `size`: enough to see that the file has grown. */
  #readBytes(descriptor: number, size: number): Buffer {
    const room = size < this.#buffer.length ? this.#buffer : Buffer.allocUnsafeSlow(size + 1)
    let length = 0
    for (;;) {
      const count = readSync(descriptor, room, length, Math.min(size + 1 - length, MOST_AT_ONCE), null)
      length += count
      // A read that ends where the file ended when its size was asked for need not be followed by an empty one.
      if (count === 0 || length >= size) return room.subarray(0, length)
    }
  }

  #stat(path: string): Stats | undefined {
    try {
      return statSync(this.#place(path), { throwIfNoEntry: false })
    } catch (error) {
      if (isNothingThere(error)) return undefined
      throw diskFault(path, error)
    }
  }

  #place(path: string): string {
    return isAbsolute(path) ? path : `${this.#root}${sep}${path}`
  }
}

const ATTEMPTS = 3
/** What the system reads in one call. */
const MOST_AT_ONCE = 2 ** 30
const CHANGING = 'changes while it is read'

function toKnown(record: FileRecord): KnownFile {
  return { digest: record.digest, rust: record.rust ?? PLAIN_RUST, record }
}
