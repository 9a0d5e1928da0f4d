import { isAbsolute, relative, resolve, sep } from 'node:path'
import { FilesError, realPlace } from '@nx-crane/files'
import { gitPaths } from './git-paths'

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

function isCommitted(root: string, link: string): boolean {
  const args = ['ls-files', '-z', '--', `:(literal)${link}`]
  return (gitPaths(args, { root, env: process.env }) ?? []).length > 0
}
