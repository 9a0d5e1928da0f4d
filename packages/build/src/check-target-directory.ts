import { existsSync } from 'node:fs'
import { isAbsolute, relative, resolve, sep } from 'node:path'
import { FilesError, realPlace } from '@nx-crane/files'
import { gitPaths } from './git-paths'

/**
 * Cargo writes to its target directory wherever a link there leads, and people do lead it, or a directory in it, to another
 * disk. Throws for a link out of the repository that came with the repository: nobody on this machine has made that one.
 *
 * @param root the repository @param targetDirectory both absolute
 */
export function checkTargetDirectory(root: string, targetDirectory: string): void {
  const path = relative(resolve(root), targetDirectory)
  if (path === '..' || path.startsWith(`..${sep}`) || isAbsolute(path)) return
  try {
    realPlace({ root, path })
  } catch (error) {
    if (error instanceof FilesError && committed(root, error.file).length > 0) throw error
    return
  }
  if (!existsSync(targetDirectory)) return
  for (const file of committed(root, path)) realPlace({ root, path: file })
}

/** The path itself, or what is committed below it; as a rule nothing is. */
function committed(root: string, path: string): string[] {
  const args = ['ls-files', '-z', '--', `:(literal)${path}`]
  return gitPaths(args, { root, env: process.env }) ?? []
}
