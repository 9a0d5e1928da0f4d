import { createHash, randomBytes } from 'node:crypto'
import { mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { FilesError } from './files-error'
import { type HeldDirectory, holdDirectory } from './held-directory'
import { namesOf, type Place } from './place'
import { hasEnded, ownIdentity } from './process-identity'
import { stateIn } from './state-directory'
import { removeAbandoned, temporaryName } from './temporary'

/** Longer than anything takes that is done under a lock: files are copied and renamed, nothing is built. */
const PATIENCE_MS = 10 * 60 * 1000

/** For a holder that is not seen from here: on another machine, or in a container with process ids of its own. */
const SILENT_MS = 60_000

/**
 * Waits until no other process writes what lies at `place`, and holds that off until the lock is disposed. A holder that
 * was killed is not waited for. Without a directory for state in the repository there is nothing to lock with.
 */
export function lockPlace(place: Place): Disposable {
  const home = stateIn(place.root, 'locks')
  return home === null ? { [Symbol.dispose]() {} } : holdLock(home, namesOf(place).join('/'))
}

/**
 * The lock `name`, kept in the directory `home`, which is made. A lock is a directory with one entry that says whose it
 * is: it appears by a rename, which fails while there is one (rename(2): `ENOTEMPTY`).
 *
 * Nothing may be awaited while it is held: waiting for one blocks the process.
 */
export function holdLock(home: Place, name: string): Disposable {
  const directory = holdDirectory(home, { make: true })
  const lock = createHash('sha256').update(name).digest('hex').slice(0, 24)
  const until = Date.now() + PATIENCE_MS
  try {
    removeAbandoned(directory)
    for (;;) {
      const holder = holderOf(directory, lock)
      if (holder === null) {
        const own = takeLock(directory, lock)
        if (own !== null) return releasedOnce(directory, lock, own)
      } else if (isGone(directory, lock, holder)) breakLock(directory, lock, holder)
      else if (Date.now() > until) throw heldTooLong(join(directory.path, lock), name, holder)
      else sleep(5 + Math.random() * 20)
    }
  } catch (error) {
    directory[Symbol.dispose]()
    throw error
  }
}

/** Null when another process was faster. */
function takeLock(directory: HeldDirectory, lock: string): string | null {
  const own = `${ownIdentity()}-${randomBytes(9).toString('hex')}`
  const made = temporaryName()
  mkdirSync(directory.at(made))
  writeFileSync(directory.at(`${made}/${own}`), '')
  try {
    renameSync(directory.at(made), directory.at(lock))
    return own
  } catch (error) {
    rmSync(directory.at(made), { recursive: true, force: true })
    if (isTaken(error)) return null
    throw error
  }
}

function isTaken(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException
  return code === 'ENOTEMPTY' || code === 'EEXIST' || code === 'EPERM'
}

function releasedOnce(directory: HeldDirectory, lock: string, own: string): Disposable {
  return {
    [Symbol.dispose]() {
      try {
        removeLock(directory, lock, own)
      } finally {
        directory[Symbol.dispose]()
      }
    },
  }
}

/** Two that break the same lock at once could take away a third one's: so this is done under a lock as well. */
function breakLock(directory: HeldDirectory, lock: string, holder: string): void {
  const guard = `${lock}.break`
  const breaker = holderOf(directory, guard)
  if (breaker !== null) {
    if (isGone(directory, guard, breaker)) removeLock(directory, guard, breaker)
    else sleep(5)
    return
  }
  const own = takeLock(directory, guard)
  if (own === null) return
  try {
    removeLock(directory, lock, holder)
  } finally {
    removeLock(directory, guard, own)
  }
}

/** By rename first: nobody must find a lock without a holder and take that for one that was just made. */
function removeLock(directory: HeldDirectory, lock: string, holder: string): void {
  if (holderOf(directory, lock) !== holder) return
  const away = temporaryName()
  renameSync(directory.at(lock), directory.at(away))
  rmSync(directory.at(away), { recursive: true, force: true })
}

function holderOf(directory: HeldDirectory, lock: string): string | null {
  try {
    return readdirSync(directory.at(lock))[0] ?? null
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

function isGone(directory: HeldDirectory, lock: string, holder: string): boolean {
  const ended = hasEnded(holder)
  if (ended !== undefined) return ended
  const stats = statSync(directory.at(lock), { throwIfNoEntry: false })
  return stats !== undefined && Date.now() - stats.mtimeMs > SILENT_MS
}

function sleep(milliseconds: number): void {
  Atomics.wait(SLEEPER, 0, 0, milliseconds)
}

const SLEEPER = new Int32Array(new SharedArrayBuffer(4))

function heldTooLong(file: string, name: string, holder: string): FilesError {
  return new FilesError('LOCKED', {
    file,
    message: `process ${holder.split('-')[1]} has been writing ${JSON.stringify(name)} for ten minutes`,
    hint: 'stop that process, or remove this directory if there is none',
  })
}
