import { existsSync, mkdirSync } from 'node:fs'
import { dirname, resolve } from 'node:path'

/**
 * Makes a directory outside the repository, and what is missing above it, one by one: Node 20's own `recursive` never ends
 * where the system answers `ENOENT` to making one, as /proc and automounted homes do.
 *
 * @param mode permission bits of those that are made
 */
export function makeDirectories(path: string, mode: number): void {
  const missing: string[] = []
  for (let dir = resolve(path); !existsSync(dir) && dirname(dir) !== dir; dir = dirname(dir))
    missing.unshift(dir)
  for (const dir of missing) {
    try {
      mkdirSync(dir, { mode })
    } catch (error) {
      // Another process may have made it meanwhile.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
}
