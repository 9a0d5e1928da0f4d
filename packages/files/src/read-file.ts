import { closeSync, constants, fstatSync, readSync, type Stats } from 'node:fs'
import { FilesError } from './files-error'
import { openSync } from './seen-disk'

/** No text that a person writes is as long, and no lock file that is known. */
export const MOST_BYTES = 64 * 1024 * 1024

/** Of what is built, and of what is remembered of a whole repository: as much as Node reads at once. */
export const MOST_BUILT_BYTES = 2 ** 31 - 1

export interface ReadOptions {
  /** More than this is not read; {@link MOST_BYTES} when left out. */
  readonly maxBytes?: number
  /** The file's name in messages. */
  readonly shown?: string
}

/**
 * The bytes of a regular file. A pipe is not waited for and no device is read: those are errors, as is a file that is
 * longer than any that is meant. Links are followed; throws what the disk says otherwise (`ENOENT`, `EACCES`, …).
 */
export function readRegularFile(
  path: string,
  { maxBytes = MOST_BYTES, shown = path }: ReadOptions = {},
): Buffer {
  const { descriptor, stats } = openRegularFile(path, shown)
  try {
    if (stats.size > maxBytes) throw tooLarge(shown, stats.size, maxBytes)
    return readAll(descriptor, stats.size)
  } finally {
    closeSync(descriptor)
  }
}

/** A regular file that is open for reading; whoever asks closes it. Throws as {@link readRegularFile} does. */
export function openRegularFile(path: string, shown = path): { descriptor: number; stats: Stats } {
  const descriptor = openSync(path, READ_AT_ONCE)
  try {
    const stats = fstatSync(descriptor)
    if (!stats.isFile()) throw notRegular(shown, whatIs(stats))
    return { descriptor, stats }
  } catch (error) {
    closeSync(descriptor)
    throw error
  }
}

/** The same as text in UTF-8; bytes that are none become U+FFFD. */
export function readRegularText(path: string, options?: ReadOptions): string {
  return readRegularFile(path, options).toString('utf8')
}

/** The same; undefined where nothing is, or nothing that can be read. */
export function readTextIfAny(path: string): string | undefined {
  try {
    return readRegularText(path)
  } catch {
    return undefined
  }
}

/** Opening a pipe would wait for somebody who writes to it, and opening a terminal would make it ours. */
const READ_AT_ONCE = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOCTTY ?? 0)

/** A file of /proc says that it has no bytes, and has some. */
function readAll(descriptor: number, size: number): Buffer {
  const parts: Buffer[] = []
  for (let wanted = size; ; wanted = 64 * 1024) {
    const part = Buffer.allocUnsafe(wanted)
    let count = 0
    while (count < wanted) {
      const read = readSync(descriptor, part, count, wanted - count, null)
      if (read === 0) {
        parts.push(part.subarray(0, count))
        return parts.length === 1 ? (parts[0] ?? part) : Buffer.concat(parts)
      }
      count += read
    }
    if (wanted > 0) parts.push(part)
    if (wanted === size && size > 0) return part
  }
}

function whatIs(stats: { isDirectory(): boolean; isFIFO(): boolean; isSocket(): boolean }): string {
  if (stats.isDirectory()) return 'a directory'
  if (stats.isFIFO()) return 'a pipe'
  return stats.isSocket() ? 'a socket' : 'a device'
}

function notRegular(file: string, what: string): FilesError {
  return new FilesError('NOT_A_REGULAR_FILE', {
    file,
    message: `it is ${what}, not a file, and is not read`,
    hint: 'replace it with a regular file, or remove it',
  })
}

function tooLarge(file: string, size: number, maxBytes: number): FilesError {
  return new FilesError('FILE_TOO_LARGE', {
    file,
    message: `it has ${size} bytes, but the limit for such a file is ${maxBytes}`,
    hint: 'if it is generated, write it somewhere else',
  })
}
