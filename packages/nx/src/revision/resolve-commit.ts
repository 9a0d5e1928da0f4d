import { GitError } from './git-error'
import type { GitRepository } from './git-repository'

/**
 * The full name of the commit that a person calls `revision`.
 *
 * @throws GitError for what is no revision, is none here, or may be one or the other
 */
export function resolveCommit(repository: GitRepository, revision: string): string {
  if (revision.trim() === '' || revision.startsWith('-') || /[\0\n]/.test(revision)) {
    throw new GitError('INVALID_REVISION', {
      message: `${JSON.stringify(revision)} is not a revision`,
      hint: 'name a commit, a branch or a tag',
    })
  }
  const { status, stdout, stderr } = repository.ask(['rev-parse', '--verify', `${revision}^{commit}`])
  if (/\bis ambiguous\b/.test(stderr)) {
    throw new GitError('AMBIGUOUS_REVISION', {
      message: `${JSON.stringify(revision)} may mean one commit or another: ${stderr.trim()}`,
      hint: `write refs/heads/${revision} or refs/tags/${revision}, or more of the hash`,
    })
  }
  if (status === 0) return stdout.trim()
  throw new GitError('UNKNOWN_REVISION', {
    message: `there is no commit ${JSON.stringify(revision)} in this clone`,
    hint: isShallow(repository) ? DEEPEN : `fetch it (\`git fetch origin\`), or see \`git branch --all\``,
  })
}

/** Whether the clone has only the newest commits of the history. */
export function isShallow(repository: GitRepository): boolean {
  return repository.answer(['rev-parse', '--is-shallow-repository'])?.trim() === 'true'
}

export const DEEPEN =
  'the clone is shallow: check out with `fetch-depth: 0` (actions/checkout), or run `git fetch --deepen=100`'
