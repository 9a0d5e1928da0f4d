import type { Checks } from '../kit/checks'
import type { RepositoryCopy } from '../sandboxed-nix/repository-copy'
import type { SandboxedNix } from '../sandboxed-nix/sandboxed-nix'

export interface Scenario {
  readonly title: string
  run(checks: Checks, surroundings: Surroundings): void | Promise<void>
}

export interface Surroundings {
  readonly nix: SandboxedNix
  /** An empty directory. */
  readonly directory: string
  /** Of the machine, e.g. `x86_64-linux`. */
  readonly system: string
}

/** What a part of a scenario is about. */
export interface CheckedRepository {
  readonly surroundings: Surroundings
  readonly repository: RepositoryCopy
  readonly flake: string
}
