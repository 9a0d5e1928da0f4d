import { randomBytes } from 'node:crypto'
import { lstatSync, readdirSync, rmSync } from 'node:fs'
import type { HeldDirectory } from './held-directory'
import { hasEnded, ownIdentity } from './process-identity'

/**
 * A name that nobody can foresee, for a file or directory that is to be renamed when it is complete. It says whose it
 * is, so that {@link removeAbandoned} knows when nobody comes back for it.
 */
export function temporaryName(): string {
  return `${PREFIX}${ownIdentity()}-${randomBytes(9).toString('hex')}${SUFFIX}`
}

export function isTemporaryName(name: string): boolean {
  return name.startsWith(PREFIX) && name.endsWith(SUFFIX)
}

const PREFIX = '.nx-crane-'
const SUFFIX = '.tmp'

/** Nothing takes a day to write. */
const ABANDONED_MS = 24 * 60 * 60 * 1000

/** Removes what processes that were killed have left in a directory. */
export function removeAbandoned(directory: HeldDirectory): void {
  for (const name of readdirSync(directory.at())) {
    if (!isTemporaryName(name) || !isAbandoned(directory.at(name), name)) continue
    try {
      rmSync(directory.at(name), { recursive: true, force: true })
    } catch {
      // Another process removes it at the same time, or it is somebody else's.
    }
  }
}

function isAbandoned(path: string, name: string): boolean {
  const ended = hasEnded(name.slice(PREFIX.length))
  if (ended !== undefined) return ended
  const stats = lstatSync(path, { throwIfNoEntry: false })
  return stats !== undefined && Date.now() - stats.mtimeMs > ABANDONED_MS
}
