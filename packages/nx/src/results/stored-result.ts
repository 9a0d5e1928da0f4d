import { hash } from 'node:crypto'
import { readSync } from 'node:fs'

/** One file of a result. The bytes of all of them stand at the beginning of the entry, in this order. */
export interface StoredFile {
  /** Relative to the output directory, `/`-separated. */
  readonly path: string
  readonly size: number
  readonly sha256: string
  readonly executable: boolean
}

/** What an entry says of itself, behind the bytes of its files. */
export interface StoredResult {
  readonly key: string
  /** What the task printed. */
  readonly log: string
  /** Sorted by path; null when there was no output directory. */
  readonly files: readonly StoredFile[] | null
}

/** An entry that is not what `keepResult` writes: cut short, altered, or of somebody else. */
export class DamagedResult extends Error {}

const MAGIC = 'nx-crane-result-1'
const SEAL = /^([0-9a-f]{64}) (\d{15}) nx-crane-result-1\n$/
const SEAL_BYTES = 64 + 1 + 15 + 1 + MAGIC.length + 1

/** The end of an entry. It comes last and seals itself: an entry that was cut anywhere has none. */
export function printStoredResult(result: StoredResult): Buffer {
  const body = Buffer.from(JSON.stringify(result))
  return Buffer.concat([
    body,
    Buffer.from(`${hash('sha256', body)} ${String(body.length).padStart(15, '0')} ${MAGIC}\n`),
  ])
}

/** What the entry of `size` bytes that is open as `descriptor` holds; throws {@link DamagedResult}. */
export function readStoredResult(descriptor: number, size: number): StoredResult {
  const seal = SEAL.exec(readBytes(descriptor, size - SEAL_BYTES, SEAL_BYTES).toString('latin1'))
  if (!seal) throw new DamagedResult('it has no end')
  const bodyBytes = Number(seal[2])
  const payload = size - SEAL_BYTES - bodyBytes
  const body = readBytes(descriptor, payload, bodyBytes)
  if (hash('sha256', body) !== seal[1]) throw new DamagedResult('its list of files was altered')
  const result = parseStoredResult(body.toString('utf8'))
  const stated = (result.files ?? []).reduce((sum, file) => sum + file.size, 0)
  if (stated !== payload) throw new DamagedResult('its files do not fill it')
  return result
}

function readBytes(descriptor: number, position: number, length: number): Buffer {
  if (position < 0) throw new DamagedResult('it is too short')
  const bytes = Buffer.alloc(length)
  for (let done = 0; done < length; ) {
    const count = readSync(descriptor, bytes, done, length - done, position + done)
    if (count === 0) throw new DamagedResult('it is too short')
    done += count
  }
  return bytes
}

function parseStoredResult(text: string): StoredResult {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new DamagedResult('its list of files is not JSON')
  }
  const { key, log, files } = (value ?? {}) as Record<string, unknown>
  if (typeof key !== 'string' || typeof log !== 'string') throw new DamagedResult('it names no key')
  if (files === null) return { key, log, files }
  if (!Array.isArray(files) || !files.every(isStoredFile)) throw new DamagedResult('a file in it is not one')
  return { key, log, files }
}

function isStoredFile(value: unknown): value is StoredFile {
  const { path, size, sha256, executable } = (value ?? {}) as Record<string, unknown>
  return (
    typeof path === 'string' &&
    isInside(path) &&
    Number.isSafeInteger(size) &&
    (size as number) >= 0 &&
    typeof sha256 === 'string' &&
    typeof executable === 'boolean'
  )
}

/** A store that somebody else could write to must not write outside the output directory. */
function isInside(path: string): boolean {
  return path.split('/').every((name) => !['', '.', '..'].includes(name) && !/[\0\\]/.test(name))
}
