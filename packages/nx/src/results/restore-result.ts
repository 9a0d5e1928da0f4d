import { closeSync, constants, fstatSync, mkdirSync, openSync, rmSync, utimesSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { replacePackage } from '@nx-crane/build'
import { foreignWriter, makeStagingFor, type Place, removePath, type TrustOptions } from '@nx-crane/files'
import { hashedCopy } from './hashed-copy'
import { entryPath, type ResultStore } from './result-store'
import { DamagedResult, readStoredResult, type StoredFile } from './stored-result'

export interface RestorePlace {
  /** The output directory; null for a task that leaves no files. It is replaced as a whole. */
  readonly directory: Place | null
  readonly trust?: TrustOptions
}

/**
 * Puts back what was kept under a key and returns what the task printed; null when there is nothing, or nothing sound:
 * every byte is checked before anything is moved into place, and a damaged entry goes. Files that have the right bytes
 * already are left as they are, stale ones go.
 */
export function restoreResult(store: ResultStore, key: string, place: RestorePlace): { log: string } | null {
  const path = entryPath(store, key)
  try {
    return restoreEntry(path, key, place)
  } catch (error) {
    // What could not be read or put in place for another reason is built instead, and that says what is wrong.
    if (isDamage(error)) removeEntry(path)
    return null
  }
}

/** Neither follows a link nor waits for the other end of a pipe. */
const ENTRY_FLAGS = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)

function restoreEntry(path: string, key: string, { directory, trust }: RestorePlace): { log: string } {
  // An entry that eviction removes meanwhile stays readable while it is open.
  const entry = openSync(path, ENTRY_FLAGS)
  try {
    const stats = fstatSync(entry)
    if (!stats.isFile()) throw new DamagedResult('it is not a file')
    if (foreignWriter(path, trust) !== null) throw new DamagedResult('somebody else can write to it')
    const result = readStoredResult(entry, stats.size)
    if (result.key !== key) throw new DamagedResult('it has another key')
    if (directory === null && result.files !== null) {
      throw new DamagedResult('it has files of a task that leaves none')
    }
    if (directory !== null) restoreFiles(entry, result.files, directory)
    markUsed(path)
    return { log: result.log }
  } finally {
    closeSync(entry)
  }
}

function restoreFiles(entry: number, files: readonly StoredFile[] | null, directory: Place): void {
  if (files === null) {
    removePath(directory)
    return
  }
  using staging = makeStagingFor(directory)
  const staged = join(staging.path, 'files')
  mkdirSync(staged)
  let position = 0
  for (const file of files) {
    unpackFile({ descriptor: entry, position, limit: file.size }, { file, staged })
    position += file.size
  }
  replacePackage(staged, directory)
}

function unpackFile(
  from: { descriptor: number; position: number; limit: number },
  { file, staged }: { file: StoredFile; staged: string },
): void {
  const path = join(staged, file.path)
  mkdirSync(dirname(path), { recursive: true })
  const copy = openSync(path, 'wx', file.executable ? 0o777 : 0o666)
  try {
    const { size, sha256 } = hashedCopy(from, copy)
    if (size !== file.size || sha256 !== file.sha256) throw new DamagedResult(`${file.path} was altered`)
  } finally {
    closeSync(copy)
  }
}

function isDamage(error: unknown): boolean {
  // ELOOP: a link, which nobody here wrote.
  return error instanceof DamagedResult || (error as NodeJS.ErrnoException).code === 'ELOOP'
}

function removeEntry(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true })
  } catch {
    // It stays damaged, and a miss.
  }
}

/** Eviction goes by the time of last use. */
function markUsed(path: string): void {
  const now = new Date()
  try {
    utimesSync(path, now, now)
  } catch {
    // Removed meanwhile, or a store that can only be read.
  }
}
