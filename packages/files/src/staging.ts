import { mkdirSync, realpathSync, renameSync, rmSync, statSync } from 'node:fs'
import { writingAt } from './disk-refusal'
import { holdDirectory, holdParent, realPlace } from './held-directory'
import { type Place, placeIn } from './place'
import { holdTemporaries } from './replace-file'
import { stateIn } from './state-directory'
import { removeAbandoned, temporaryName } from './temporary'

/** A directory in which something is made that is moved where it belongs when it is complete. Gone when it is disposed. */
export interface Staging extends Disposable {
  /** Real and absolute. */
  readonly path: string
}

/** A new directory in `home`, which is made. What killed processes left there is removed. */
export function makeStaging(home: Place): Staging {
  const path = writingAt(home, () => {
    using directory = holdDirectory(home, { make: true })
    removeAbandoned(directory)
    const name = temporaryName()
    mkdirSync(directory.at(name))
    return `${directory.path}/${name}`
  })
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) }
}

/**
 * The same for something that is to be renamed to `target`: in `preferred` (the directory for state), out of sight of
 * watchers and of git, when that is on the same file system, else beside the target.
 */
export function makeStagingFor(target: Place, preferred = stateIn(target.root, 'tmp')): Staging {
  const parent = nearestPresent(target)
  const isNear =
    preferred !== null && statSync(realPlace(preferred) ?? preferred.root).dev === statSync(parent).dev
  return makeStaging(isNear ? preferred : { root: realpathSync(target.root), path: parent })
}

/** The real path of the directory that the target lies in, or will, as far as it is there. */
function nearestPresent(target: Place): string {
  for (let place = placeIn(target, '..'); ; place = placeIn(place, '..')) {
    const real = realPlace(place)
    if (real !== null) return real
  }
}

/**
 * Puts the directory `staged` where `target` is, as a whole and by rename: nobody sees half of it, and who is killed
 * meanwhile leaves the old one or none. `staged` must be on the same file system, see {@link makeStagingFor}, and where
 * two processes may do this at once it is done under a lock of the target.
 */
export function replaceDirectory(staged: string, target: Place): void {
  writingAt(target, () => {
    const { directory, name } = holdParent(target, { make: true })
    try {
      using temporaries = holdTemporaries(target.root, directory)
      const old = temporaries.at(temporaryName())
      const isThere = moveIfThere(directory.at(name), old)
      renameSync(staged, directory.at(name))
      if (isThere) rmSync(old, { recursive: true, force: true })
    } finally {
      directory[Symbol.dispose]()
    }
  })
}

function moveIfThere(from: string, to: string): boolean {
  try {
    renameSync(from, to)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false
    throw error
  }
}
