import { realpathSync } from 'node:fs'
import { join, relative } from 'node:path'
import { readNxJson } from '../read-nx-json'
import { commitState } from './commit-state'
import { type ComparedRevisions, comparedRevisions, revisionNames } from './compared-revisions'
import { GitError } from './git-error'
import { GitRepository } from './git-repository'
import { type RepositoryState, workingTree } from './repository-state'

export interface ComparedStatesRequest {
  /** The workspace, absolute. */
  readonly root: string
  /** As typed; by `NX_BASE` or nx.json when left out. */
  readonly base?: string | undefined
  /** As typed; by `NX_HEAD`, else the working tree, when left out. */
  readonly head?: string | undefined
  readonly env?: NodeJS.ProcessEnv
}

/** Two states of one repository, of which keys and their inputs can be computed. Disposed when both were looked at. */
export interface ComparedStates extends Disposable {
  /** The workspace, real: states are seen below it. */
  readonly root: string
  readonly revisions: ComparedRevisions
  readonly base: RepositoryState
  readonly head: RepositoryState
  /** Files that differ between the two, relative to the workspace; those outside of it begin with `..`. */
  readonly changedFiles: readonly string[]
  /** What a person should know of the comparison. */
  readonly notes: readonly string[]
}

/**
 * The states that are compared, by Git's objects: nothing is checked out, and nothing of the repository is written or run.
 *
 * @throws GitError where there is no repository, or a revision is not there
 * @example
 * using states = comparedStates({ root, base: 'main' })
 * const before = await repositoryKeys({ root: states.root, state: states.base, explain: true })
 */
export function comparedStates(request: ComparedStatesRequest): ComparedStates {
  const { base, head, env = process.env } = request
  const root = realpathSync(request.root)
  const repository = GitRepository.around(root, env)
  if (repository === null) throw noRepository(root)
  const names = revisionNames({ base, head }, { env, nxJson: readNxJson(root) })
  const revisions = comparedRevisions(repository, names)
  const whole = revisions.head !== null
  const before = commitState(repository, revisions.base, { root, whole })
  try {
    const after =
      revisions.head === null ? workingTree(root) : commitState(repository, revisions.head, { root, whole })
    const changed =
      revisions.head === null
        ? before.unlikeDisk
        : changedBetween(repository, [revisions.base, revisions.head])
    return {
      root,
      revisions,
      base: before,
      head: after,
      changedFiles: changed.map((path) => relative(root, join(repository.top, path)).replaceAll('\\', '/')),
      notes: [...new Set([...revisions.notes, ...before.notes, ...after.notes])],
      [Symbol.dispose]() {
        before[Symbol.dispose]()
        if (Symbol.dispose in after) (after as Disposable)[Symbol.dispose]()
      },
    }
  } catch (error) {
    before[Symbol.dispose]()
    throw error
  }
}

function changedBetween(repository: GitRepository, commits: readonly [base: string, head: string]): string[] {
  const options = ['-z', '-r', '--name-only', '--no-renames', '--no-ext-diff', '--no-textconv', '--no-color']
  return repository.paths(['diff-tree', ...options, ...commits, '--'])
}

function noRepository(root: string): GitError {
  return new GitError('NO_REPOSITORY', {
    message: `${root} is not in a Git repository`,
    hint: 'what is affected follows from two commits: run it in a clone',
  })
}
