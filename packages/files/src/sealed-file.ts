import { createHash } from 'node:crypto'
import { resolve } from 'node:path'
import { realPlace } from './held-directory'
import { namesOf, type Place } from './place'
import { readRegularFile } from './read-file'
import { replaceFile } from './replace-file'

/** A file that is kept between runs and is believed only as it was written. */
export interface SealedFile {
  readonly place: Place
  /**
   * All that the content is true for and the content does not say itself: which code wrote it, which question it answers.
   * Where the file lies counts too: none can be put in the place of another.
   */
  readonly meaning: readonly (string | number | null)[]
}

export interface Sealed {
  readonly body: Buffer
  /** Of this content, so that another file can say that it belongs to it. */
  readonly seal: string
}

/** More than the memo of the largest repositories has. */
const MOST_SEALED_BYTES = 512 * 1024 * 1024

/**
 * What {@link writeSealed} wrote there last. Undefined when there is none, and for everything else that may be there: a
 * damaged file, another's, a pipe, a link that leads out of the repository, what cannot be read.
 *
 * This finds damage and mistakes. Whoever may write the file can seal it as well: it lies where only its user may write.
 */
export function readSealed(file: SealedFile): Sealed | undefined {
  try {
    const path = realPlace(file.place)
    if (path === null) return undefined
    const bytes = readRegularFile(path, { maxBytes: MOST_SEALED_BYTES })
    const end = bytes.indexOf(NEWLINE)
    const body = bytes.subarray(end + 1)
    const seal = sealOf(file, body)
    return bytes.subarray(0, Math.max(end, 0)).toString('latin1') === seal ? { body, seal } : undefined
  } catch {
    return undefined
  }
}

/**
 * Returns the seal; undefined where it could not be written: a full disk, or a read-only one, makes the next run slower
 * and nothing else.
 */
export function writeSealed(file: SealedFile, body: string | Uint8Array): string | undefined {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body
  const seal = sealOf(file, bytes)
  try {
    replaceFile(file.place, Buffer.concat([Buffer.from(`${seal}\n`), bytes]))
    return seal
  } catch {
    return undefined
  }
}

function sealOf({ place, meaning }: SealedFile, body: Uint8Array): string {
  const whose = JSON.stringify([resolve(place.root), ...namesOf(place), null, ...meaning])
  return createHash('sha256').update(`${whose}\n`).update(body).digest('hex')
}

const NEWLINE = 10
