import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { insideOf } from '../cargo/crate-task-options'
import { KEYS_ROOT } from '../key-directory'
import { replaceFile } from '../replace-file'

/**
 * Makes the files of a key directory be `keys` (name → text) and returns the names of those that changed,
 * sorted. One that holds its key already is left as it is, its time too; one that nobody needs any more goes. Each is
 * written by rename: a run that is killed leaves no half a key.
 *
 * @param directory name of the directory below {@link KEYS_ROOT}
 */
export function writeKeyFiles(root: string, directory: string, keys: ReadonlyMap<string, string>): string[] {
  const place = placeOf(root, directory)
  const present = new Set(namesIn(place))
  const changed: string[] = []
  for (const [name, text] of keys) {
    const path = join(place, name)
    if (present.has(name) && readText(path) === text) continue
    try {
      replaceFile(path, text)
    } catch (error) {
      // An old key would say that nothing has changed.
      rmSync(path, { force: true })
      throw error
    }
    changed.push(name)
  }
  for (const name of present) {
    if (!keys.has(name)) rmSync(join(place, name), { recursive: true, force: true })
  }
  return changed.sort()
}

/** Removes the key files of a crate, so that nothing can be found by them. */
export function removeKeyFiles(root: string, directory: string): void {
  rmSync(placeOf(root, directory), { recursive: true, force: true })
}

function placeOf(root: string, directory: string): string {
  return insideOf(root, join(KEYS_ROOT, directory))
}

/** What there is in a directory, which is made where there is none. */
function namesIn(place: string): string[] {
  try {
    return readdirSync(place)
  } catch {
    mkdirSync(place, { recursive: true })
    return []
  }
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
