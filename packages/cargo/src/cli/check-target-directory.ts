import { spawnSync } from 'node:child_process'
import { isAbsolute, relative, resolve, sep } from 'node:path'
import { FilesError, realPlace } from '@nx-crane/files'

/**
 * Cargo writes to its target directory wherever a link there leads, and people do lead it to another disk. Throws for a
 * link out of the repository that came with the repository: nobody on this machine has made that one.
 *
 * @param root the repository @param targetDirectory both absolute
 */
export function checkTargetDirectory(root: string, targetDirectory: string): void {
  const path = relative(resolve(root), targetDirectory)
  if (path === '..' || path.startsWith(`..${sep}`) || isAbsolute(path)) return
  try {
    realPlace({ root, path })
  } catch (error) {
    if (error instanceof FilesError && isCommitted(root, error.file)) throw error
  }
}

/** For git: nothing that the repository's own configuration names is run. */
export const TRUSTING_NOTHING = ['-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null']

function isCommitted(root: string, link: string): boolean {
  const { status, stdout } = spawnSync(
    'git',
    [...TRUSTING_NOTHING, 'ls-files', '-z', '--', `:(literal)${link}`],
    {
      cwd: root,
      encoding: 'utf8',
      timeout: 10_000,
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  )
  return status === 0 && stdout !== ''
}
