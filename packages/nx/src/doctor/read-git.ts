import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type GitPlace, gitPaths } from '@nx-crane/build'
import { directoryAndAbove } from '@nx-crane/files'
import { parseSubmodules } from '@nx-crane/graph'
import type { GitFacts, RepositoryFacts } from './facts'
import { hasOurFlake } from './nix-checks'
import { readVersion } from './read-program'
import { workspaceLocks } from './workspace-locks'

/** What Git says; what nobody asks about is not looked up. */
export async function readGit(
  root: string,
  facts: RepositoryFacts,
  env: NodeJS.ProcessEnv,
): Promise<GitFacts> {
  const probe = await readVersion({ command: 'git', args: ['--version'], cwd: root, env })
  const isRepository = probe.why === null && hasRepository(root)
  const git = new QuickGit(root, env)
  return {
    probe,
    isRepository,
    recordedSubmodules: isRepository ? recordedSubmodules(git, facts) : null,
    untracked: isRepository && hasOurFlake(facts) ? untrackedFiles(git) : [],
    ignoredLocks: isRepository ? ignoredLocks(git, facts) : [],
  }
}

/** Git says nothing of any path where one lies in a submodule: then each is asked about by itself. */
function ignoredLocks(git: QuickGit, facts: RepositoryFacts): string[] {
  const locks = workspaceLocks(facts).map(({ path }) => path)
  if (locks.length === 0) return []
  const ignored = (input: readonly string[]) => git.paths(['check-ignore', '-z', '--stdin'], input)
  return ignored(locks) ?? locks.flatMap((lock) => ignored([lock]) ?? [])
}

/** A path may stand in the file without anything behind it. */
function recordedSubmodules(git: QuickGit, { tree }: RepositoryFacts): string[] | null {
  const paths = parseSubmodules(tree.read('.gitmodules') ?? '').map(({ path }) => path)
  if (paths.length === 0) return []
  const args = ['--literal-pathspecs', 'ls-files', '-z', '--stage', '--', ...paths]
  const entries = git.paths(args)
  return entries?.flatMap((entry) => /^160000 \S+ \d\t([\s\S]*)$/.exec(entry)?.[1] ?? []) ?? null
}

function untrackedFiles(git: QuickGit): string[] {
  return git.paths(['ls-files', '-z', '--others', '--exclude-standard']) ?? []
}

const PATIENCE = 5_000

/** A git that takes long is one that says nothing, and is not asked again: the other findings are not held up by it. */
class QuickGit {
  readonly #place: GitPlace
  #isSlow = false

  constructor(root: string, env: NodeJS.ProcessEnv) {
    this.#place = { root, env, timeout: PATIENCE }
  }

  paths(args: readonly string[], input: readonly string[] = []): string[] | undefined {
    if (this.#isSlow) return undefined
    try {
      return gitPaths(args, { ...this.#place, input })
    } catch {
      this.#isSlow = true
      return undefined
    }
  }
}

function hasRepository(root: string): boolean {
  return directoryAndAbove(root).some((dir) => existsSync(join(dir, '.git')))
}
