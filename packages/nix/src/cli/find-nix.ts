import { accessSync, constants, statSync } from 'node:fs'
import { delimiter, isAbsolute, join } from 'node:path'

export type NixProgram = 'nix' | 'nix-store' | 'nix-hash' | 'nix-instantiate'

export interface FindNixOptions {
  /** Where a Nix of our own may be installed; looked into when PATH has none. */
  readonly prefix?: string
  /** Directories in which installers of Nix put its programs; looked into last. */
  readonly profiles?: readonly string[]
  readonly env: NodeJS.ProcessEnv
}

/** The path of one of Nix's programs: the one on PATH, else the one in our prefix or in a profile, else undefined. */
export function findNix(
  program: NixProgram,
  { prefix, env, profiles = nixProfiles(env) }: FindNixOptions,
): string | undefined {
  // An empty or relative entry means the working directory: what a repository put there is not to be run.
  const onPath = (env.PATH ?? '').split(delimiter).filter(isAbsolute)
  const directories = [...onPath, ...(prefix === undefined ? [] : [join(prefix, 'bin')]), ...profiles]
  return directories.map((directory) => join(directory, program)).find(isProgram)
}

/** Where Nix is when nothing has put it on PATH: an editor that was started from a menu has no login shell's PATH. */
function nixProfiles({ HOME }: NodeJS.ProcessEnv): string[] {
  const own = HOME !== undefined && isAbsolute(HOME) ? [join(HOME, '.nix-profile/bin')] : []
  return [...own, '/nix/var/nix/profiles/default/bin', '/run/current-system/sw/bin']
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}
