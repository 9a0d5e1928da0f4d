import { join } from 'node:path'
import { readFileStat } from '@nx-crane/files'
import type { Trace } from '../trace'

/** The root of the repository, absolute, and when a run began, in milliseconds since 1970. */
interface BegunRun {
  readonly root: string
  readonly startedAt: number
}

/**
 * Whether nothing was written to files since a run began: what changed while it was read says nothing of what was read.
 *
 * @param paths relative to the root, or absolute
 */
export function areSettled(paths: Iterable<string>, { root, startedAt }: BegunRun): boolean {
  for (const path of paths) {
    const { stats } = readFileStat(path.startsWith('/') ? path : join(root, path))
    if (stats && !stats.isDirectory() && stats.ctimeMs >= startedAt) return false
  }
  return true
}

/** The paths that a trace asks of. */
export function filesOfTrace({ files }: Trace): string[] {
  return files.flatMap(([path, question]) => (question === 'program' ? [] : [path]))
}
