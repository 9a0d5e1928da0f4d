import { existsSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { NxCraneError } from '../nx-crane-error'

/**
 * GitHub and GitLab read workflows in the top of a Git repository alone, and their jobs start there.
 *
 * @throws NxCraneError `CI_BELOW_TOP` where the workspace lies in a directory of one
 */
export function requireGitTop(root: string): void {
  for (let dir = root; ; dir = dirname(dir)) {
    if (existsSync(join(dir, '.git'))) {
      if (dir === root) return
      const place = relative(dir, root).split(sep).join('/')
      throw new NxCraneError('CI_BELOW_TOP', {
        message: `the workspace is the directory ${JSON.stringify(place)} of the Git repository ${dir}, where no CI looks for workflows`,
        hint: `write a workflow in the top of the repository by hand, whose jobs run there (working-directory: ${place}); nx affected and nx-crane affected work in it`,
      })
    }
    if (dirname(dir) === dir) return
  }
}
