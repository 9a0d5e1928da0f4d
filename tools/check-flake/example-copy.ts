import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { RepositoryCopy } from '../sandboxed-nix/repository-copy'

export const REPOSITORY = join(__dirname, '..', '..')
/** Of the repository itself, not of the example. */
const LEFT_OUT = /^(packages|tools|docs|\.ci|\.vscode)\//

/** The example as it would be committed, with its flake, in `directory`. */
export function copyOfExample(directory: string): RepositoryCopy {
  const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--deduplicate']
  const listed = execFileSync('git', args, { cwd: REPOSITORY, encoding: 'utf8' })
  const files = listed.split('\0').filter((file) => file !== '' && !LEFT_OUT.test(file))
  return new RepositoryCopy(directory, { from: REPOSITORY, files })
}
