import { hash } from 'node:crypto'
import { closeSync, fstatSync, openSync, readFileSync, type Stats, statSync } from 'node:fs'
import { isAbsolute, sep } from 'node:path'
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
export function readSourceFiles(root: string, memo: FileMemo): SourceFiles {
  return new DiskFiles(root, memo)
}

interface KnownFile extends SourceFile {
  readonly record: FileRecord
}

class DiskFiles implements SourceFiles {
  readonly #root: string
  readonly #memo: FileMemo
  readonly #files = new Map<string, KnownFile | undefined>()
  readonly #directories: DiskDirectories

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
    const { bytes, stamp } = this.#read(path)
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
    const remembered = this.#memo.files.find(path)
    if (remembered && isSameFile(remembered, stampOf(stats))) {
      this.#memo.files.keep(path, remembered)
      return toKnown(remembered)
    }
    const readAt = Date.now()
    const { bytes, stamp } = this.#read(path)
    const rust = path.endsWith('.rs') ? scanRust(bytes.toString('utf8')) : PLAIN_RUST
    const record: FileRecord = {
      ...stamp,
      digest: hash('sha256', bytes),
      rust: rust === PLAIN_RUST ? null : rust,
    }
    if (isSettled(stamp, readAt)) this.#memo.files.keep(path, record)
    return toKnown(record)
  }

  /** The bytes of a file that did not change while they were read. */
  #read(path: string): { bytes: Buffer; stamp: FileStamp } {
    try {
      for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
        const descriptor = openSync(this.#place(path), 'r')
        try {
          const before = stampOf(fstatSync(descriptor))
          const bytes = readFileSync(descriptor)
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
const CHANGING = 'changes while it is read'

function toKnown(record: FileRecord): KnownFile {
  return { digest: record.digest, rust: record.rust ?? PLAIN_RUST, record }
}
