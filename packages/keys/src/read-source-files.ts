import { createHash, hash } from 'node:crypto'
import { closeSync, fstatSync, readSync } from 'node:fs'
import { isAbsolute, sep } from 'node:path'
import {
  type FileStat,
  FileStats,
  isSameFile,
  isSettled,
  MOST_BUILT_BYTES,
  openRegularFile,
  readFileStat,
} from '@nx-crane/files'
import type { EntryKind, RustFacts, SourceFile, SourceFiles } from '@nx-crane/graph'
import { CargoError, diskFault, isNothingThere, PLAIN_RUST, pathStrings, scanRust } from '@nx-crane/graph'
import type { FileRecord } from './file-record'
import { DiskDirectories } from './read-directories'
import type { FileMemo } from './read-file-memo'

/**
 * The files below `root` on the disk, with what `memo` remembers of them: a file that did not change since is not read.
 * One instance asks the disk once for each path.
 *
 * @param stats how paths look, where somebody has looked at some of them already
 */
export function readSourceFiles(root: string, memo: FileMemo, stats = new FileStats(root)): ReadSourceFiles {
  return new DiskFiles(root, memo, stats)
}

export interface ReadSourceFiles extends SourceFiles {
  /** The stamp that a file had when it was read; null where another content can have the same. */
  fileStamp(path: string): string | null
  /** The same for a directory that was listed. */
  directoryStamp(path: string): string | null
  /** The entries of a directory without any link in it; undefined where there is one, or it cannot be read. */
  listPlain(path: string): ReadonlyMap<string, EntryKind> | undefined
}

interface Seen {
  /** Undefined where no file is. */
  readonly file: (SourceFile & { readonly record: FileRecord }) | undefined
  readonly stat: FileStat
  readonly isSettled: boolean
}

/** What a file says, and how many bytes it has. */
interface Facts extends Pick<FileRecord, 'digest' | 'rust'> {
  readonly length: number
}

class DiskFiles implements ReadSourceFiles {
  readonly #root: string
  readonly #memo: FileMemo
  readonly #stats: FileStats
  readonly #seen = new Map<string, Seen>()
  readonly #directories: DiskDirectories
  /** Most files fit, and making room for each costs as much as reading it. */
  readonly #buffer = Buffer.allocUnsafeSlow(64 * 1024)

  constructor(root: string, memo: FileMemo, stats: FileStats) {
    this.#root = root
    this.#memo = memo
    this.#stats = stats
    this.#directories = new DiskDirectories(root, memo, stats)
  }

  file(path: string): SourceFile | undefined {
    return this.#see(path).file
  }

  rust(path: string): RustFacts {
    const record = this.#extended(path, 'rust', (bytes) => factsOf(bytes))
    return record?.rust ?? PLAIN_RUST
  }

  strings(path: string): readonly string[] {
    const record = this.#extended(path, 'strings', (bytes) => pathStrings(bytes.toString('utf8')))
    return record?.strings ?? []
  }

  list(path: string): ReadonlyMap<string, EntryKind> | undefined {
    return this.#directories.list(path)
  }

  listPlain(path: string): ReadonlyMap<string, EntryKind> | undefined {
    return this.#directories.listPlain(path)
  }

  fileStamp(path: string): string | null {
    const { stat, isSettled } = this.#see(path)
    return isSettled ? stat.stamp : null
  }

  directoryStamp(path: string): string | null {
    return this.#directories.stamp(path)
  }

  /** The record of a file with what few files are asked for; undefined where none is. */
  #extended<K extends 'rust' | 'strings'>(
    path: string,
    key: K,
    find: (bytes: Buffer) => FileRecord[K],
  ): FileRecord | undefined {
    const seen = this.#see(path)
    if (!seen.file || seen.file.record[key] !== undefined) return seen.file?.record
    const { record } = seen.file
    const { taken: bytes, stat } = this.#read(path, seen.stat, this.#bytes)
    if (stat.stamp !== record.stamp) throw diskFault(path, CHANGING)
    const extended = { ...record, [key]: find(bytes) }
    if (seen.isSettled) this.#memo.files.keep(path, extended)
    this.#seen.set(path, { ...seen, file: toFile(extended, stat) })
    return extended
  }

  #see(path: string): Seen {
    let seen = this.#seen.get(path)
    if (seen === undefined) {
      seen = this.#look(path)
      this.#seen.set(path, seen)
    }
    return seen
  }

  #look(path: string): Seen {
    const found = this.#stats.of(path)
    const readAt = Date.now()
    const { stats } = found
    if (found.error !== undefined && !isNothingThere(found.error)) throw diskFault(path, found.error)
    if (!stats || stats.isDirectory())
      return { file: undefined, stat: found, isSettled: isSettled(found, readAt) }
    // Opening a pipe would wait for its writer for ever.
    if (!stats.isFile()) throw diskFault(path, 'is not a regular file')
    if (stats.size > MOST_INPUT_BYTES) throw tooLarge(path, stats.size)
    const remembered = this.#memo.files.find(path)
    if (remembered?.stamp === found.stamp) {
      this.#memo.files.keep(path, remembered)
      return { file: toFile(remembered, found), stat: found, isSettled: true }
    }
    const { taken, stat } = this.#read(path, found, path.endsWith('.rs') ? this.#rust : this.#digest)
    const { length: _, ...facts } = taken
    const record: FileRecord = { stamp: stat.stamp, ...facts }
    const settled = isSettled(stat, readAt)
    if (settled) this.#memo.files.keep(path, record)
    return { file: toFile(record, stat), stat, isSettled: settled }
  }

  /**
   * What is taken from a file that did not change meanwhile, nor since it was `found` so; bytes are good until the next
   * is read. One that did change is read once more.
   *
   * @param take from the open file and its size; `length` is how many bytes were there
   */
  #read<T extends { readonly length: number }>(
    path: string,
    found: FileStat,
    take: (descriptor: number, size: number) => T,
  ): { taken: T; stat: FileStat } {
    try {
      for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
        const stat = attempt === 0 ? found : readFileStat(this.#place(path))
        const { descriptor, stats } = openRegularFile(this.#place(path), path)
        try {
          const taken = take(descriptor, stats.size)
          const after = fstatSync(descriptor)
          const isSame = stat.stats !== undefined && isSameFile(stat.stats, after)
          if (isSame && taken.length === after.size) return { taken, stat }
        } finally {
          closeSync(descriptor)
        }
      }
    } catch (error) {
      throw diskFault(path, error)
    }
    throw diskFault(path, CHANGING)
  }

  readonly #rust = (descriptor: number, size: number): Facts => {
    const bytes = this.#bytes(descriptor, size)
    return { length: bytes.length, digest: hash('sha256', bytes), rust: factsOf(bytes) }
  }

  /** Of a large file in pieces: there may be less memory than it has bytes. */
  readonly #digest = (descriptor: number, size: number): Facts => {
    if (size <= MOST_AT_ONCE) {
      const bytes = this.#bytes(descriptor, size)
      return { length: bytes.length, digest: hash('sha256', bytes) }
    }
    const digest = createHash('sha256')
    const piece = Buffer.allocUnsafe(PIECE)
    let length = 0
    for (let count = 1; count > 0 && length <= size; length += count) {
      count = readSync(descriptor, piece, 0, PIECE, null)
      digest.update(piece.subarray(0, count))
    }
    return { length, digest: digest.digest('hex') }
  }

  /** At most one byte more than `size`: enough to see that the file has grown. */
  readonly #bytes = (descriptor: number, size: number): Buffer => {
    if (size > MOST_BUILT_BYTES) throw new Error('it is a source of more than 2 GiB')
    const room = size < this.#buffer.length ? this.#buffer : Buffer.allocUnsafeSlow(size + 1)
    let length = 0
    for (;;) {
      const count = readSync(descriptor, room, length, Math.min(size + 1 - length, MOST_IN_ONE_CALL), null)
      length += count
      // A read that ends where the file ended when its size was asked for need not be followed by an empty one.
      if (count === 0 || length >= size) return room.subarray(0, length)
    }
  }

  #place(path: string): string {
    return isAbsolute(path) ? path : `${this.#root}${sep}${path}`
  }
}

const ATTEMPTS = 3
/** More would take longer than anybody waits for a key without a word. */
const MOST_INPUT_BYTES = 8 * 2 ** 30
/** Of a file that is held in memory whole. */
const MOST_AT_ONCE = 64 * 1024 * 1024
/** What the system reads. */
const MOST_IN_ONE_CALL = 2 ** 30
const PIECE = 4 * 1024 * 1024
const CHANGING = 'changed while it was being read'

function tooLarge(path: string, size: number): CargoError {
  return new CargoError('INPUT_TOO_LARGE', {
    file: path,
    message: `it has ${size} bytes, and no more than ${MOST_INPUT_BYTES} are read of one input, so no cache key can be computed from it`,
    hint: 'move it to where no crate names it, or exclude the crate',
  })
}

function toFile(record: FileRecord, { stats }: FileStat): SourceFile & { readonly record: FileRecord } {
  return { digest: record.digest, isExecutable: ((stats?.mode ?? 0) & 0o100) !== 0, record }
}

/** Null where a source says nothing of interest, which is most sources. */
function factsOf(bytes: Buffer): RustFacts | null {
  const facts = scanRust(bytes.toString('utf8'))
  return facts === PLAIN_RUST ? null : facts
}
