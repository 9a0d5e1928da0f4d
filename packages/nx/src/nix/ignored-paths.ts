import { spawnSync } from 'node:child_process'

/**
 * Paths that Git ignores, which a flake does not see, relative to the repository, sorted; a directory of which all is ignored is
 * one. Not those that no crate takes its files from anyway. None where there is no Git.
 *
 * @param root absolute path of the repository, or of a directory in it
 */
export function ignoredPaths(root: string, env: NodeJS.ProcessEnv): string[] {
  const args = ['ls-files', '-z', '--others', '--ignored', '--exclude-standard', '--directory']
  const { status, stdout } = spawnSync('git', args, {
    cwd: root,
    env,
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  if (status !== 0) return []
  return stdout
    .split('\0')
    .map((path) => path.replace(/\/$/, ''))
    .filter((path) => path !== '' && !LEFT_OUT.test(path))
    .sort()
}

/** See lib/crate-files.nix. */
const LEFT_OUT = /(?:^|\/)(?:\.[^/]*|node_modules|target|pkg)(?:\/|$)/
