import { accessSync, constants, lstatSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { namesOf, type Place } from './place'
import { shellCommand } from './shell-command'

/**
 * Why this user may not write at a place, and what to do about it: whose the directory is that refuses, the first from the
 * root down. Null when none is found; the directory may have been given away or taken back meanwhile.
 */
export function refusingOwner(place: Place): readonly [why: string, hint: string] | null {
  const user = process.geteuid?.()
  if (user === undefined) return null
  const dir = refusingDirectory(place)
  if (dir === null) return null
  const { uid } = lstatSync(dir)
  const shown = relative(resolve(place.root), dir) || dir
  if (uid === user) return [`you may not write to ${shown}`, shellCommand(['chmod', 'u+rwx', dir])]
  return [
    `${shown} belongs to ${uid === 0 ? 'root' : `another user (${uid})`}`,
    `make it yours: ${shellCommand(['sudo', 'chown', '-R', String(user), dir])}`,
  ]
}

/** Absolute. Only directories count: to replace a file its directory must be writable, not the file. */
function refusingDirectory(place: Place): string | null {
  let dir = resolve(place.root)
  const names = namesOf(place)
  for (const [at, name] of ['', ...names].entries()) {
    dir = join(dir, name)
    if (!isDirectory(dir)) return null
    const next = names[at]
    const isLast = next === undefined || !isDirectory(join(dir, next))
    if (!mayUse(dir, isLast)) return dir
  }
  return null
}

function isDirectory(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false })?.isDirectory() === true
  } catch {
    return false // The directory that it lies in may not be searched, which is the fault.
  }
}

/** Directories on the way are searched; in the last one something is made. */
function mayUse(dir: string, isLast: boolean): boolean {
  try {
    accessSync(dir, isLast ? constants.R_OK | constants.W_OK | constants.X_OK : constants.X_OK)
    return true
  } catch {
    return false
  }
}
