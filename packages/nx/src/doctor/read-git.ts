import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type GitPlace, gitPaths } from '@nx-crane/cargo/cli'
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
    pathsInTime(['check-ignore', '-z', '--stdin'], { root, env, input })
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
  const entries = pathsInTime(args, { root, env })
  return entries?.flatMap((entry) => /^160000 \S+ \d\t([\s\S]*)$/.exec(entry)?.[1] ?? []) ?? null
}

function untrackedFiles(root: string, env: NodeJS.ProcessEnv): string[] {
  return pathsInTime(['ls-files', '-z', '--others', '--exclude-standard'], { root, env }) ?? []
}

const PATIENCE = 10_000

/** A git that takes long is one that says nothing: the other findings are not held up by it. */
function pathsInTime(args: readonly string[], place: GitPlace): string[] | undefined {
  try {
    return gitPaths(args, { ...place, timeout: PATIENCE })
  } catch {
    return undefined
  }
}

function hasRepository(root: string): boolean {
  for (let dir = root; ; dir = dirname(dir)) {
    if (existsSync(join(dir, '.git'))) return true
    if (dirname(dir) === dir) return false
  }
}
