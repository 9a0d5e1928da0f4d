import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Host } from './host'

/** Directories that take the place of the flake's inputs. */
export interface FlakeInputs {
  readonly nixpkgs: string
  readonly crane: string
  readonly 'rust-overlay': string
  readonly fenix: string
}

export interface RealInputs {
  /** A directory with crane itself; a stand-in of ours when there is none. */
  readonly crane: string | undefined
  /** A directory with the `lib` of nixpkgs. crane needs more of it than our stand-in has. */
  readonly nixpkgsLib: string | undefined
}

const STAND_INS = join(__dirname, 'stand-ins')

const NO_REAL_INPUTS: RealInputs = { crane: undefined, nixpkgsLib: undefined }

/** Writes the inputs below `directory`. */
export function writeInputs(
  directory: string,
  { host, real = NO_REAL_INPUTS }: { host: Host; real?: RealInputs },
): FlakeInputs {
  const place = (name: string) => join(directory, name)
  mkdirSync(directory, { recursive: true })
  for (const name of ['nixpkgs', 'rust-overlay', 'fenix'])
    cpSync(join(STAND_INS, name), place(name), { recursive: true })
  for (const name of ['nixpkgs', 'fenix']) {
    writeFileSync(join(place(name), 'host.nix'), `${host.description}\n`)
    cpSync(join(STAND_INS, 'host-programs.nix'), join(place(name), 'host-programs.nix'))
  }
  if (real.nixpkgsLib !== undefined) {
    rmSync(join(place('nixpkgs'), 'lib'), { recursive: true })
    cpSync(real.nixpkgsLib, join(place('nixpkgs'), 'lib'), { recursive: true })
  }
  cpSync(real.crane ?? join(STAND_INS, 'crane'), place('crane'), {
    recursive: true,
    filter: (path) => !path.endsWith('/.git'),
  })
  return inputsIn(directory)
}

/** The inputs that lie below a directory. */
export function inputsIn(directory: string): FlakeInputs {
  const place = (name: string) => join(directory, name)
  return {
    nixpkgs: place('nixpkgs'),
    crane: place('crane'),
    'rust-overlay': place('rust-overlay'),
    fenix: place('fenix'),
  }
}
