import { gitPaths } from '@nx-crane/build'
import { HIDDEN_SETTINGS } from './hidden-settings'

/**
 * Paths that Git ignores, which a flake does not see, relative to the repository, sorted; a directory of which all is ignored is
 * one. Not those that no crate takes its files from anyway. None where there is no Git.
 *
 * @param root absolute path of the repository, or of a directory in it
 */
export function ignoredPaths(root: string, env: NodeJS.ProcessEnv): string[] {
  const args = ['ls-files', '-z', '--others', '--ignored', '--exclude-standard', '--directory']
  const found = gitPaths(args, { root, env }) ?? []
  return found
    .map((path) => path.replace(/\/$/, ''))
    .filter((path) => !path.split('/').some(isPassedOver))
    .sort()
}

/** See lib/crate-files.nix. */
function isPassedOver(name: string): boolean {
  if (name.startsWith('.')) return !HIDDEN_SETTINGS.has(name)
  return name === 'node_modules' || name === 'target' || name === 'pkg'
}
