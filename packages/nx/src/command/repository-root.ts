import { realpathSync, statSync } from 'node:fs'
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
