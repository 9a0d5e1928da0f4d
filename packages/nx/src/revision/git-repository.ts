import { realpathSync } from 'node:fs'
import { join } from 'node:path'
import { askGit, pathsOf } from '@nx-crane/build'
import { machineEnvironment } from '@nx-crane/keys/cli'
import { GitError } from './git-error'
import { filterNames, withoutFilters } from './git-filters'

export interface GitQuestion {
  /** Paths for its standard input, by zeros. */
  readonly input?: readonly string[]
  /** Of an index of our own, absolute. */
  readonly index?: string
  /** A directory of our own in place of the checkout, absolute. */
  readonly worktree?: string
}

interface Found {
  readonly top: string
  readonly gitDirectory: string
  /** What its worktrees share. */
  readonly common: string
  readonly env: NodeJS.ProcessEnv
}

/** A Git repository that is asked and never changed: neither its checkout nor its index, references or objects. */
export class GitRepository {
  /** The directory that is checked out, absolute and real. */
  readonly top: string
  /** Absolute. */
  readonly gitDirectory: string
  /** The directory in which Git LFS keeps files, where it is in use: what lies in commits are pointers to them. */
  readonly largeFiles: string | null
  readonly #env: NodeJS.ProcessEnv

  /** The repository that `root` lies in; null where there is none. */
  static around(root: string, environment: NodeJS.ProcessEnv): GitRepository | null {
    const env = askedEnvironment(environment)
    const question = ['--path-format=absolute', '--git-dir', '--git-common-dir', '--show-toplevel']
    const asked = askGit(['rev-parse', ...question], { root, env })
    if (asked.error !== undefined) throw noGit(asked.error)
    if (asked.status !== 0) {
      if (/not a git repository/i.test(asked.stderr)) return null
      throw new GitError('GIT_FAILED', {
        message: `git does not read the repository: ${asked.stderr.trim()}`,
        hint: 'run `git status` there',
      })
    }
    const [gitDirectory = '', common = '', top = ''] = asked.stdout.split('\n')
    const real = realpathSync(top)
    // Git is also started elsewhere, from where programs of this repository would be the machine's.
    return new GitRepository({ top: real, gitDirectory, common, env: machineEnvironment(real, env) })
  }

  private constructor({ top, gitDirectory, common, env }: Found) {
    const filters = filterNames(env, top)
    this.top = top
    this.gitDirectory = gitDirectory
    this.largeFiles = filters.has('lfs') ? join(common, 'lfs') : null
    this.#env = withoutFilters(env, filters)
  }

  /** The submodule that is checked out at a path of the repository; null where none is. */
  submodule(path: string): GitRepository | null {
    const at = join(this.top, path)
    try {
      const found = GitRepository.around(at, this.#env)
      return found?.top === realpathSync(at) ? found : null
    } catch {
      return null
    }
  }

  /** What git answers to `args`; undefined where it fails. */
  answer(args: readonly string[], question: GitQuestion = {}): string | undefined {
    const { status, stdout } = this.ask(args, question)
    return status === 0 ? stdout : undefined
  }

  /** The paths that git prints with `-z`. Throws where it fails. */
  paths(args: readonly string[], question: GitQuestion = {}): string[] {
    const { status, stdout, stderr, error } = this.ask(args, question)
    if (status === 0) return pathsOf(stdout)
    throw new GitError('GIT_FAILED', {
      message: `\`git ${args.slice(0, 2).join(' ')}\` failed in ${this.top}: ${stderr.trim() || String(error)}`,
      hint: 'if objects are missing, as in a clone with --filter, fetch them: git fetch --refetch; otherwise see `git fsck`',
    })
  }

  ask(args: readonly string[], { input = [], index, worktree }: GitQuestion = {}) {
    const own = worktree === undefined ? [] : [`--git-dir=${this.gitDirectory}`, `--work-tree=${worktree}`]
    return askGit([...SETTINGS, ...own, ...args], {
      root: worktree ?? this.top,
      env: index === undefined ? this.#env : { ...this.#env, GIT_INDEX_FILE: index },
      input,
      timeout: PATIENCE_MILLISECONDS,
    })
  }
}

/** Whatever a person has set: only what has changed looks changed, what lies there is looked for on the disk, and what is ambiguous is said. */
const SETTINGS = [
  'diff.autoRefreshIndex=true',
  'core.untrackedCache=false',
  'core.warnAmbiguousRefs=true',
].flatMap((setting) => ['-c', setting])

/** A commit of a large repository is read in seconds; files that all look changed are compared one by one. */
const PATIENCE_MILLISECONDS = 10 * 60_000

/** Git tells its hooks where it is at work, which may be another repository or index than that of the workspace. */
const OF_HOOKS = [
  'GIT_DIR',
  'GIT_WORK_TREE',
  'GIT_INDEX_FILE',
  'GIT_COMMON_DIR',
  'GIT_PREFIX',
  'GIT_NAMESPACE',
]

function askedEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const own = Object.fromEntries(Object.entries(environment).filter(([name]) => !OF_HOOKS.includes(name)))
  // Not even the times of files that git has looked at are noted in its index.
  return { ...own, GIT_OPTIONAL_LOCKS: '0', GIT_LITERAL_PATHSPECS: '1', LC_ALL: 'C' }
}

function noGit(cause: unknown): GitError {
  return new GitError('GIT_MISSING', {
    message: 'git cannot be started',
    hint: 'install git, or put it on PATH',
    cause,
  })
}
