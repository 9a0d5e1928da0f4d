import { accessSync, constants, statSync } from 'node:fs'
import { delimiter, isAbsolute, join } from 'node:path'

export type NixProgram = 'nix' | 'nix-store' | 'nix-hash' | 'nix-instantiate'

export interface FindNixOptions {
  /** Where a Nix of our own may be installed; looked into when PATH has none. */
  readonly prefix: string
  readonly env: NodeJS.ProcessEnv
}

/** The path of one of Nix's programs: the one on PATH, else the one in our prefix, else undefined. */
export function findNix(program: NixProgram, { prefix, env }: FindNixOptions): string | undefined {
  // An empty or relative entry means the working directory: what a repository put there is not to be run.
  const onPath = (env.PATH ?? '').split(delimiter).filter(isAbsolute)
  return [...onPath, join(prefix, 'bin')].map((directory) => join(directory, program)).find(isProgram)
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}
