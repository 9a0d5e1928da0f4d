import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { gitPaths } from '../nix/git-paths'
import type { GitFacts, RepositoryFacts } from './facts'
import { hasOurFlake } from './nix-checks'
import { readVersion } from './read-program'

/** What Git says; what nobody asks about is not looked up. */
export async function readGit(
  root: string,
  facts: RepositoryFacts,
  env: NodeJS.ProcessEnv,
): Promise<GitFacts> {
  const probe = await readVersion({ command: 'git', args: ['--version'], cwd: root, env })
  const isRepository = probe.why === null && hasRepository(root)
  const locks = facts.workspace.workspaces.flatMap(({ lock }) => lock ?? [])
  return {
    probe,
    isRepository,
    untracked: isRepository && hasOurFlake(facts) ? untrackedFiles(root, env) : [],
    ignoredLocks:
      isRepository && locks.length > 0
        ? (gitPaths(['check-ignore', '-z', '--stdin'], { root, env, input: locks, timeout: PATIENCE }) ?? [])
        : [],
  }
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
