import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import { UsageError } from './usage-error'

/**
 * The absolute path of the directory that `--root` names.
 *
 * @throws UsageError where there is none
 */
export function repositoryRoot(named: string): string {
  if (statSync(named, { throwIfNoEntry: false })?.isDirectory()) return resolve(named)
  throw new UsageError(`--root ${JSON.stringify(named)} is not a directory`)
}
