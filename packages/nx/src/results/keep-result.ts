import { closeSync, constants, fstatSync, openSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join, relative } from 'node:path'
import { makeDirectories, messageOf, temporaryName } from '@nx-crane/files'
import { hashedCopy, writeAll } from './hashed-copy'
import { entryPath, type ResultStore } from './result-store'
import { printStoredResult, type StoredFile } from './stored-result'

export interface FinishedResult {
  /** The output directory, absolute; null for a task that leaves no files. */
  readonly directory: string | null
  readonly log: string
}

/**
 * Keeps a copy of what a task made, under its key; returns why it could not, else null. An entry appears whole, by
 * rename; another process that keeps the same result at the same time does no harm.
 */
export function keepResult(store: ResultStore, key: string, result: FinishedResult): string | null {
  const unfinished = join(store.directory, temporaryName())
  try {
    // What lies here is run and served: nobody else may put anything there.
    makeDirectories(store.directory, 0o700)
    const entry = openSync(unfinished, 'wx', 0o600)
    try {
      const files = copyFiles(result.directory, { entry, maxBytes: store.maxBytes })
      writeAll(entry, printStoredResult({ key, log: result.log, files }))
    } finally {
      closeSync(entry)
    }
    renameSync(unfinished, entryPath(store, key))
    return null
  } catch (error) {
    discard(unfinished)
    return messageOf(error)
  }
}

function copyFiles(
  directory: string | null,
  { entry, maxBytes }: { entry: number; maxBytes: number },
): StoredFile[] | null {
  const paths = directory === null ? null : filesOf(directory)
  if (directory === null || paths === null) return null
  let room = maxBytes
  return paths.map((path) => {
    const file = copyFile(join(directory, path), { entry, path })
    room -= file.size
    if (room < 0) throw new Error(`it is larger than the store may be (${maxBytes} bytes)`)
    return file
  })
}

/** It was a file when it was listed: no link that took its place is followed, and no pipe waited for. */
const READ_AT_ONCE = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)

function copyFile(source: string, { entry, path }: { entry: number; path: string }): StoredFile {
  const descriptor = openSync(source, READ_AT_ONCE)
  try {
    const stats = fstatSync(descriptor)
    if (!stats.isFile()) throw new Error(`${source} is not a plain file`)
    const { mode, size } = stats
    const copied = hashedCopy({ descriptor, position: 0, limit: Number.POSITIVE_INFINITY }, entry)
    if (copied.size !== size) throw new Error(`${source} changed while it was copied`)
    return { path, ...copied, executable: (mode & 0o111) !== 0 }
  } finally {
    closeSync(descriptor)
  }
}

/** Sorted, relative and `/`-separated; null when there is no such directory. */
function filesOf(directory: string): string[] | null {
  try {
    return readdirSync(directory, { recursive: true, withFileTypes: true })
      .filter((item) => !item.isDirectory())
      .map((item) => {
        const path = join(item.parentPath, item.name)
        if (!item.isFile()) throw new Error(`${path} is not a plain file`)
        return relative(directory, path).replaceAll('\\', '/')
      })
      .sort()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

function discard(path: string): void {
  try {
    rmSync(path, { force: true })
  } catch {
    // Where nothing can be written nothing was; what stays elsewhere goes with the unfinished entries of killed processes.
  }
}
