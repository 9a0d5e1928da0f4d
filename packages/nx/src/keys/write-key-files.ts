import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import {
  type HeldDirectory,
  holdDirectory,
  holdTemporaries,
  type Place,
  readTextIfAny,
  removePath,
  replaceFileIn,
  stateDirectory,
  writingAt,
} from '@nx-crane/files'
import { keysRoot } from '../key-directory'

/**
 * Makes the files of a key directory be `keys` (name → text) and returns the names of those that changed,
 * sorted. One that holds its key already is left as it is, its time too; one that nobody needs any more goes. Each is
 * written by rename: a run that is killed leaves no half a key.
 *
 * @param name of the directory below {@link keysRoot}
 */
export function writeKeyFiles(root: string, name: string, keys: ReadonlyMap<string, string>): string[] {
  const place = placeOf(root, name)
  return writingAt(place, () => writeInto(place, keys))
}

function writeInto(place: Place, keys: ReadonlyMap<string, string>): string[] {
  using directory = holdDirectory(place, { make: true })
  const present = new Set(readdirSync(directory.at()))
  const fresh = [...keys].filter(
    ([key, text]) => !present.has(key) || readTextIfAny(directory.at(key)) !== text,
  )
  if (fresh.length > 0) replaceKeys(place.root, directory, fresh)
  for (const key of present) {
    if (!keys.has(key)) rmSync(directory.at(key), { recursive: true, force: true })
  }
  return fresh.map(([key]) => key).sort()
}

function replaceKeys(
  root: string,
  directory: HeldDirectory,
  keys: readonly (readonly [string, string])[],
): void {
  using temporaries = holdTemporaries(root, directory)
  for (const [name, data] of keys) {
    try {
      replaceFileIn({ directory, temporaries }, { name, data })
    } catch (error) {
      // An old key would say that nothing has changed.
      rmSync(directory.at(name), { recursive: true, force: true })
      throw error
    }
  }
}

/** Removes the key files of a crate, so that nothing can be found by them. */
export function removeKeyFiles(root: string, directory: string): void {
  removePath(placeOf(root, directory))
}

function placeOf(root: string, directory: string) {
  return { root, path: join(keysRoot(stateDirectory(root)), directory) }
}
