import { createHash } from 'node:crypto'
import { readSync, writeSync } from 'node:fs'

const CHUNK_BYTES = 1 << 20
const chunk = Buffer.allocUnsafe(CHUNK_BYTES)

export interface CopiedBytes {
  readonly size: number
  readonly sha256: string
}

/**
 * Copies from `position` of one open file to where another one is, `limit` bytes or what there is, and says what was
 * copied: what is hashed is what was written, whoever changes the source meanwhile.
 */
export function hashedCopy(
  from: { readonly descriptor: number; readonly position: number; readonly limit: number },
  to: number,
): CopiedBytes {
  const hash = createHash('sha256')
  let size = 0
  while (size < from.limit) {
    const wanted = Math.min(CHUNK_BYTES, from.limit - size)
    const count = readSync(from.descriptor, chunk, 0, wanted, from.position + size)
    if (count === 0) break
    const bytes = chunk.subarray(0, count)
    hash.update(bytes)
    writeAll(to, bytes)
    size += count
  }
  return { size, sha256: hash.digest('hex') }
}

export function writeAll(descriptor: number, bytes: Buffer): void {
  for (let done = 0; done < bytes.length; ) done += writeSync(descriptor, bytes, done)
}
