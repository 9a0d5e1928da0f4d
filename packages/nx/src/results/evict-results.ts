import { lstatSync, readdirSync, rmSync, type Stats } from 'node:fs'
import { join } from 'node:path'
import { holdDirectory, removeAbandoned } from '@nx-crane/files'
import { ENTRY_SUFFIX, RECORD_SUFFIX, type ResultStore } from './result-store'

/**
 * Removes the results, and the records beside them, that were not used for longest until the rest fits the bound, and what killed processes left.
 * Touches nothing else in the directory. Several processes may do this at once.
 */
export function evictResults(store: ResultStore): void {
  sweep(store.directory)
  const entries = namesOf(store.directory).flatMap((name) => {
    const path = join(store.directory, name)
    const stats = SUFFIXES.some((suffix) => name.endsWith(suffix)) ? statsOf(path) : undefined
    return stats ? [{ path, bytes: stats.size, used: stats.mtimeMs }] : []
  })
  let total = entries.reduce((sum, entry) => sum + entry.bytes, 0)
  for (const entry of entries.sort((a, b) => a.used - b.used)) {
    if (total <= store.maxBytes) return
    remove(entry.path)
    total -= entry.bytes
  }
}

const SUFFIXES = [ENTRY_SUFFIX, RECORD_SUFFIX]

function sweep(directory: string): void {
  try {
    using held = holdDirectory({ root: directory, path: '' })
    removeAbandoned(held)
  } catch {
    // None yet, or one that cannot be read.
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
