import { lstatSync, readdirSync, rmSync, type Stats } from 'node:fs'
import { join } from 'node:path'
import { ENTRY_SUFFIX, type ResultStore, UNFINISHED_SUFFIX } from './result-store'

/** No result takes a day to write. */
const ABANDONED_MS = 24 * 60 * 60 * 1000

/**
 * Removes the results that were not used for longest until the rest fits the bound, and what killed processes left.
 * Touches nothing else in the directory. Several processes may do this at once.
 */
export function evictResults(store: ResultStore): void {
  const entries = namesOf(store.directory).flatMap((name) => {
    const path = join(store.directory, name)
    const stats = statsOf(path)
    if (!stats) return []
    if (name.endsWith(UNFINISHED_SUFFIX) && Date.now() - stats.mtimeMs > ABANDONED_MS) remove(path)
    return name.endsWith(ENTRY_SUFFIX) ? [{ path, bytes: stats.size, used: stats.mtimeMs }] : []
  })
  let total = entries.reduce((sum, entry) => sum + entry.bytes, 0)
  for (const entry of entries.sort((a, b) => a.used - b.used)) {
    if (total <= store.maxBytes) return
    remove(entry.path)
    total -= entry.bytes
  }
}

function namesOf(directory: string): string[] {
  try {
    return readdirSync(directory)
  } catch {
    return []
  }
}

function statsOf(path: string): Stats | undefined {
  try {
    return lstatSync(path)
  } catch {
    return undefined
  }
}

function remove(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true })
  } catch {
    // Somebody else's to remove.
  }
}
