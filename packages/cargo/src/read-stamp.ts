import { type Stats, statSync } from 'node:fs'

/** Longer than the coarsest clock of a file system in use: two edits within it can leave the same time behind. */
const SETTLED_MS = 2500

/**
 * A text that differs whenever the file or directory at the absolute `path` may differ, or undefined when there is none
 * or it changed so lately, at the time `now`, that a further change might not show.
 */
export function readStamp(path: string, now = Date.now()): string | undefined {
  const stat = statsOf(path)
  if (!stat || now - Math.max(stat.mtimeMs, stat.ctimeMs) < SETTLED_MS) return undefined
  return `${stat.mtimeMs} ${stat.ctimeMs} ${stat.size} ${stat.ino}`
}

/** Undefined too for what lies in a directory that may not be looked into: nobody knows whether it changes. */
function statsOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false })
  } catch {
    return undefined
  }
}
