import { existsSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import { directoryAndAbove } from './directories-above'

/**
 * The repository that a directory is in, as Nx and Git have it: the nearest directory at or above it with an `nx.json`, else with a
 * `.git`, else the directory itself. Absolute and without links.
 */
export function enclosingRepository(directory: string): string {
  const start = realpathSync(directory)
  const nearest = (name: string) => directoryAndAbove(start).find((dir) => existsSync(join(dir, name)))
  return nearest('nx.json') ?? nearest('.git') ?? start
}
