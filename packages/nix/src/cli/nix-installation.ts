import { NixError } from '../nix-error'
import { evaluationEnvironment } from './evaluation-arguments'
import { EXPERIMENTAL_FEATURES } from './experimental-features'
import { findNix, type NixProgram } from './find-nix'
import { type NixExit, runNix } from './run-nix'
import { type NixProcess, startNix } from './start-nix'

/** The programs of one Nix, run in one directory with one environment. */
export class NixInstallation {
  readonly #env: NodeJS.ProcessEnv
  readonly #cwd: string
  readonly #signal: AbortSignal | undefined

  constructor({
    env,
    cwd,
    signal,
  }: { env: NodeJS.ProcessEnv; cwd: string; signal?: AbortSignal | undefined }) {
    this.#env = evaluationEnvironment(env)
    this.#cwd = cwd
    this.#signal = signal
  }

  /** Whether somebody wants this to end. */
  get aborted(): boolean {
    return this.#signal?.aborted ?? false
  }

  run(program: NixProgram, args: readonly string[], input?: string): Promise<NixExit> {
    return runNix({ ...this.#command(program, args), input })
  }

  start(program: NixProgram, args: readonly string[], input = ''): NixProcess {
    return startNix({ ...this.#command(program, args), input })
  }

  #command(program: NixProgram, args: readonly string[]) {
    const found = findNix(program, { env: this.#env })
    if (found === undefined) throw missing(program)
    return {
      program: found,
      args: [...EXPERIMENTAL_FEATURES, ...args],
      cwd: this.#cwd,
      env: this.#env,
      signal: this.#signal,
    }
  }
}

function missing(program: NixProgram): NixError {
  return new NixError('NIX_MISSING', {
    message: `${program} was not found on PATH or where Nix is usually installed`,
    hint: 'install Nix (https://nixos.org/download), or build with cargo: NX_CRANE_BUILDER=cargo',
  })
}
