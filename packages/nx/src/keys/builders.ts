import { join } from 'node:path'
import { GENERATED_DIRECTORY } from '@nx-crane/crane'
import { existsSync } from '@nx-crane/files'
import { NixError } from '@nx-crane/nix'
import { findNix } from '@nx-crane/nix/cli'
import { BUILDERS, type RequestedBuilder } from '../infer/options'
import { NxCraneError } from '../nx-crane-error'

export type Builder = Exclude<RequestedBuilder, 'auto'>

const VARIABLE = 'NX_CRANE_BUILDER'

/** What there is on this machine and in the repository. */
export interface Surroundings {
  readonly nix: boolean
  readonly flake: boolean
}

/** Who builds in one run, by what options ask for, the environment and what there is. */
export class Builders {
  readonly #found: Surroundings
  /** What the environment asks for counts, whatever options say. */
  readonly #demanded: RequestedBuilder | undefined

  static find(root: string, env: NodeJS.ProcessEnv): Builders {
    const flake = ['flake.nix', `${GENERATED_DIRECTORY}/crates.nix`]
    return new Builders(env, {
      nix: findNix('nix-instantiate', { env }) !== undefined,
      flake: flake.every((file) => existsSync(join(root, file))),
    })
  }

  /** Throws where the environment asks for a builder that there is not. */
  constructor(env: NodeJS.ProcessEnv, found: Surroundings) {
    const demanded = env[VARIABLE] || undefined
    this.#found = found
    this.#demanded = BUILDERS.find((builder) => builder === demanded)
    if (demanded === this.#demanded) return
    throw new NxCraneError('UNKNOWN_BUILDER', {
      message: `${VARIABLE} is ${JSON.stringify(demanded)}`,
      hint: `set it to one of ${BUILDERS.join(', ')}, or unset it`,
    })
  }

  /** Throws where Nix is asked for by name and cannot build. */
  of(option: RequestedBuilder): Builder {
    const requested = this.#demanded ?? option
    if (requested === 'cargo') return 'cargo'
    const { nix, flake } = this.#found
    if (nix && flake) return 'nix'
    if (requested === 'auto') return 'cargo'
    const way = this.#demanded === undefined ? 'set the option "builder" to "auto"' : `set ${VARIABLE}=auto`
    if (!nix) {
      throw new NixError('NIX_MISSING', {
        message: 'builder is `nix`, but Nix was not found on PATH or where it is usually installed',
        hint: `install it (https://nixos.org/download), or ${way}`,
      })
    }
    throw new NixError('FLAKE_MISSING', {
      message: `builder is \`nix\`, but there is no flake.nix with ${GENERATED_DIRECTORY}/crates.nix`,
      hint: `write them with \`npx nx-crane flake\`, or ${way}`,
    })
  }

  /** Why `auto` is cargo; null where it is Nix, or where nobody asks. */
  fallback(option: RequestedBuilder): string | null {
    const { nix, flake } = this.#found
    if ((this.#demanded ?? option) !== 'auto' || (nix && flake)) return null
    if (flake) return 'cargo builds, because Nix is not installed (https://nixos.org/download)'
    return `cargo builds, because there is no flake${nix ? ' (`npx nx-crane flake` writes one)' : ' and no Nix'}`
  }

  /** Whether that is worth a line by itself: who has neither Nix nor a flake knows. */
  get isHalfThere(): boolean {
    return this.#found.nix !== this.#found.flake
  }
}
