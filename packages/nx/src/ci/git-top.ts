import { existsSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { directoryAndAbove } from '@nx-crane/files'
import { NxCraneError } from '../nx-crane-error'

/**
 * GitHub and GitLab read workflows in the top of a Git repository alone, and their jobs start there.
 *
 * @throws NxCraneError `CI_BELOW_TOP` where the workspace lies in a directory of one
 */
export function requireGitTop(root: string): void {
  const top = directoryAndAbove(root).find((dir) => existsSync(join(dir, '.git')))
  if (top === undefined || top === root) return
  const place = relative(top, root).split(sep).join('/')
  throw new NxCraneError('CI_BELOW_TOP', {
    message: `the workspace is the directory ${JSON.stringify(place)} of the Git repository ${top}, where no CI looks for workflows`,
    hint: `write a workflow in the top of the repository by hand, whose jobs run there (working-directory: ${place}); nx affected and nx-crane affected work in it`,
  })
}
