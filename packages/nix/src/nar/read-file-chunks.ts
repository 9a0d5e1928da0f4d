import { closeSync, constants, fstatSync, openSync, readSync, type Stats } from 'node:fs'
import { diskFault } from './disk-fault'

const CHUNK_SIZE = 1024 * 1024

/**
 * The contents of the file at `place`, which `seen` was said of: so many bytes, or an error. A file that is replaced,
 * written, cut or lengthened in between is not given out as if it were whole.
 */
export function* readFileChunks(place: Buffer, seen: Stats): Generator<Uint8Array, void, undefined> {
  const file = open(place)
  try {
    for (let position = 0; position < seen.size; ) {
      const chunk = Buffer.allocUnsafe(Math.min(CHUNK_SIZE, seen.size - position))
      const length = read(file, chunk, place)
      if (length === 0) throw changed(place)
      position += length
      yield length === chunk.length ? chunk : chunk.subarray(0, length)
    }
    // Also tells whether it was the file that had been seen.
    if (!isSame(seen, fstatSync(file))) throw changed(place)
  } finally {
    closeSync(file)
  }
}

function open(place: Buffer): number {
  try {
    // What was a file may have become a link, or a pipe that nobody writes to.
    return openSync(place, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0))
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    throw code === 'ELOOP' ? changed(place) : diskFault(place, 'UNREADABLE_FILE', error)
  }
}

function read(file: number, chunk: Buffer, place: Buffer): number {
  try {
    return readSync(file, chunk, 0, chunk.length, null)
  } catch (error) {
    throw diskFault(place, 'UNREADABLE_FILE', error)
  }
}

function isSame(before: Stats, now: Stats): boolean {
  return (
    before.ino === now.ino &&
    before.dev === now.dev &&
    before.size === now.size &&
    before.mtimeMs === now.mtimeMs &&
    before.ctimeMs === now.ctimeMs &&
    now.isFile()
  )
}

function changed(place: Buffer) {
  return diskFault(place, 'CHANGED_WHILE_READ', 'changed while it was being read')
}
