import { existsSync, realpathSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { UsageError } from './usage-error'

/**
 * The absolute path, without links, of the directory that `--root` names.
 *
 * @throws UsageError where there is none
 */
export function repositoryRoot(named: string): string {
  if (statSync(named, { throwIfNoEntry: false })?.isDirectory()) return realpathSync(named)
  throw new UsageError(`--root ${JSON.stringify(named)} is not a directory`)
}

/**
 * The repository that a directory is in, as Nx, Cargo and Git have it: the nearest Nx workspace; without one, the outermost directory of
 * its Git working tree that holds a manifest. The directory itself where it is in none.
 */
export function enclosingRepository(directory: string): string {
  const above = [realpathSync(directory)]
  for (let dir = above[0] ?? ''; dirname(dir) !== dir; above.push(dir)) dir = dirname(dir)
  const has = (name: string) => (dir: string) => existsSync(join(dir, name))
  const workspace = above.find(has('nx.json'))
  if (workspace !== undefined) return workspace
  const inGit = above.slice(0, above.findIndex(has('.git')) + 1)
  return inGit.findLast((dir) => has('Cargo.toml')(dir) || has('package.json')(dir)) ?? above[0] ?? directory
}
