import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { gitPaths } from '../nix/git-paths'
import type { GitFacts, RepositoryFacts } from './facts'
import { hasOurFlake } from './nix-checks'
import { readVersion } from './read-program'
import { parseSubmodules } from './submodules'
import { workspaceLocks } from './workspace-locks'

/** What Git says; what nobody asks about is not looked up. */
export async function readGit(
  root: string,
  facts: RepositoryFacts,
  env: NodeJS.ProcessEnv,
): Promise<GitFacts> {
  const probe = await readVersion({ command: 'git', args: ['--version'], cwd: root, env })
  const isRepository = probe.why === null && hasRepository(root)
  return {
    probe,
    isRepository,
    recordedSubmodules: isRepository ? recordedSubmodules(root, facts, env) : null,
    untracked: isRepository && hasOurFlake(facts) ? untrackedFiles(root, env) : [],
    ignoredLocks: isRepository ? ignoredLocks(root, facts, env) : [],
  }
}

/** Git says nothing of any path where one lies in a submodule: then each is asked about by itself. */
function ignoredLocks(root: string, facts: RepositoryFacts, env: NodeJS.ProcessEnv): string[] {
  const locks = workspaceLocks(facts).map(({ path }) => path)
  if (locks.length === 0) return []
  const ignored = (input: readonly string[]) =>
    gitPaths(['check-ignore', '-z', '--stdin'], { root, env, input, timeout: PATIENCE })
  return ignored(locks) ?? locks.flatMap((lock) => ignored([lock]) ?? [])
}

/** A path may stand in the file without anything behind it. */
function recordedSubmodules(
  root: string,
  { tree }: RepositoryFacts,
  env: NodeJS.ProcessEnv,
): string[] | null {
  const paths = parseSubmodules(tree.read('.gitmodules') ?? '').map(({ path }) => path)
  if (paths.length === 0) return []
  const args = ['--literal-pathspecs', 'ls-files', '-z', '--stage', '--', ...paths]
  const entries = gitPaths(args, { root, env, timeout: PATIENCE })
  return entries?.flatMap((entry) => /^160000 \S+ \d\t([\s\S]*)$/.exec(entry)?.[1] ?? []) ?? null
}

function untrackedFiles(root: string, env: NodeJS.ProcessEnv): string[] {
  return (
    gitPaths(['ls-files', '-z', '--others', '--exclude-standard'], { root, env, timeout: PATIENCE }) ?? []
  )
}

const PATIENCE = 10_000

function hasRepository(root: string): boolean {
  for (let dir = root; ; dir = dirname(dir)) {
    if (existsSync(join(dir, '.git'))) return true
    if (dirname(dir) === dir) return false
  }
}
