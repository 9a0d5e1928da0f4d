import { accessSync, constants, existsSync } from 'node:fs'
import { join } from 'node:path'
import { FilesError } from './files-error'
import { holdDirectory, realPlace } from './held-directory'
import type { Place } from './place'

/** What is kept between runs, relative to the repository: ignored by git in every JavaScript repository. */
export const USUAL_STATE_DIRECTORY = 'node_modules/.cache/nx-crane'

/** Nx's own place for what belongs to one checkout; ignored by git as well. */
const OWN = '.nx/workspace-data/nx-crane'

/**
 * The directory in which nx-crane keeps what belongs to one checkout (keys, memos, locks, temporaries), relative to the
 * repository. Below `node_modules`, unless that is a link out of the repository: what is written there would be
 * another checkout's too.
 */
export function stateDirectory(root: string): string {
  return leadsOut(root, USUAL_STATE_DIRECTORY) ? OWN : USUAL_STATE_DIRECTORY
}

function leadsOut(root: string, path: string): boolean {
  try {
    realPlace({ root, path })
    return false
  } catch (error) {
    // Nothing can be kept either where nobody may look.
    return error instanceof FilesError || isRefused(error)
  }
}

function isRefused(error: unknown): boolean {
  return ['EACCES', 'EPERM'].includes(String((error as NodeJS.ErrnoException).code))
}

/** Whether there is a place for state that git does not see: without `node_modules` nothing of ours is put into a repository. */
export function hasStateDirectory(root: string): boolean {
  return stateDirectory(root) === OWN || existsSync(join(root, 'node_modules'))
}

/**
 * A directory of the state, which is made. Null where there is no place for state, or none that can be written to: what is
 * kept there spares work or waits for others, and nothing must fail for the want of it.
 */
export function stateIn(root: string, name: string): Place | null {
  if (!hasStateDirectory(root)) return null
  const place = { root, path: join(stateDirectory(root), name) }
  try {
    using directory = holdDirectory(place, { make: true })
    accessSync(directory.at(), constants.W_OK)
    return place
  } catch {
    return null
  }
}
