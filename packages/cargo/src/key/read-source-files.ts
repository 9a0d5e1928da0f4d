import { hash } from 'node:crypto'
import {
  closeSync,
  type Dirent,
  fstatSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  type Stats,
  statSync,
} from 'node:fs'
import { isAbsolute, join, sep } from 'node:path'
import { CargoError } from '../cargo-error'
import { ancestorsOf, childPath, parentDir } from '../repository-path'
import type { EntryKind } from '../source-tree'
import { type FileRecord, type FileStamp, isSameFile, isSettled } from './file-record'
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
  /** Directories that are links, by path, with where they lead. */
  readonly #linked = new Map<string, string>()
  readonly #directories = new Map<string, ReadonlyMap<string, EntryKind> | undefined>()

  constructor(root: string, memo: FileMemo) {
    this.#root = root
    this.#memo = memo
  }

  file(path: string): SourceFile | undefined {
    return this.#file(path)
  }

  strings(path: string): readonly string[] {
    const known = this.#file(path)
    if (!known) return []
    if (known.record.strings) return known.record.strings
    const { bytes } = this.#read(path)
    const strings = pathStrings(bytes.toString('utf8'))
    if (this.#memo.find(path) === known.record) {
      const record = { ...known.record, strings }
      this.#memo.keep(path, record)
      this.#files.set(path, { ...known, record })
    }
    return strings
  }

  list(path: string): ReadonlyMap<string, EntryKind> | undefined {
    if (!this.#directories.has(path)) this.#directories.set(path, this.#readDirectory(path))
    return this.#directories.get(path)
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
    if (!stats.isFile()) throw unreadable(path, 'is not a regular file')
    const remembered = this.#memo.find(path)
    if (remembered && isSameFile(remembered, stampOf(stats))) {
      this.#memo.keep(path, remembered)
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
    if (isSettled(stamp, readAt)) this.#memo.keep(path, record)
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
      throw unreadable(path, reasonOf(error), error)
    }
    throw unreadable(path, 'changes while it is read')
  }

  #stat(path: string): Stats | undefined {
    try {
      return statSync(this.#place(path), { throwIfNoEntry: false })
    } catch (error) {
      if (codeOf(error) === 'ENOTDIR' || codeOf(error) === 'ENAMETOOLONG') return undefined
      throw unreadable(path, reasonOf(error), error)
    }
  }

  #readDirectory(path: string): ReadonlyMap<string, EntryKind> | undefined {
    let entries: Dirent[]
    try {
      entries = readdirSync(this.#place(path), { withFileTypes: true })
    } catch (error) {
      if (['ENOENT', 'ENOTDIR', 'ENAMETOOLONG'].includes(codeOf(error))) return undefined
      throw unreadable(path, reasonOf(error), error)
    }
    const found = new Map<string, EntryKind>()
    for (const entry of entries) {
      const kind = entry.isSymbolicLink() ? this.#linkKind(childPath(path, entry.name)) : kindOf(entry)
      if (kind) found.set(entry.name, kind)
    }
    return found
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
    for (const dir of [path, ...ancestorsOf(path)]) {
      const held = this.#realOf(dir)
      if (held === real || held.startsWith(real.endsWith(sep) ? real : real + sep)) return true
    }
    return false
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

const ATTEMPTS = 3

function toKnown(record: FileRecord): KnownFile {
  return { digest: record.digest, rust: record.rust ?? PLAIN_RUST, record }
}

function stampOf(stats: Stats): FileStamp {
  return { size: stats.size, modified: stats.mtimeMs, changed: stats.ctimeMs, inode: stats.ino }
}

function kindOf(entry: { isFile(): boolean; isDirectory(): boolean }): EntryKind {
  if (entry.isFile()) return 'file'
  return entry.isDirectory() ? 'directory' : 'other'
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'may not be read: permission denied',
  EPERM: 'may not be read: permission denied',
  ELOOP: 'is a symbolic link that leads back to itself',
  ENOENT: 'went away while it was read',
}

function reasonOf(error: unknown): string {
  return REASONS[codeOf(error)] ?? `cannot be read: ${error instanceof Error ? error.message : String(error)}`
}

function unreadable(path: string, reason: string, cause?: unknown): CargoError {
  return new CargoError('UNREADABLE_INPUT', {
    file: path,
    message: `${reason}, so no cache key can be computed from it`,
    hint: 'make it a readable regular file, or remove it',
    cause,
  })
}
