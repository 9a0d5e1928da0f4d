import { NixError, type NixErrorCode } from '../nix-error'
import type { EvaluationFailure } from './evaluation-failure'

/** The oldest Nix that evaluates what is generated: crane asks for it. */
const OLDEST_NIX = '2.31.2'

/** An error for people, of what an evaluation failed for. */
export function evaluationError({ message, place }: EvaluationFailure): NixError {
  const known = KNOWN.find(({ pattern }) => pattern.test(message))
  const code = known?.code ?? 'EVALUATION_FAILED'
  const hint = known?.hint ?? 'fix it; `nix flake check` says more'
  return new NixError(code, { ...(place === null ? {} : { file: place }), message, hint })
}

export function tooOldError(version: string): NixError {
  return new NixError('NIX_TOO_OLD', {
    message: `Nix ${version} cannot evaluate the flake, which needs Nix ${OLDEST_NIX} or newer`,
    hint: 'update it (`sudo nix upgrade-nix`, or https://nixos.org/download), or build with cargo: NX_CRANE_BUILDER=cargo',
  })
}

/** Whether a version, e.g. `2.34.8` or `2.32pre20250901`, is one of before {@link OLDEST_NIX}. */
export function isTooOld(version: string): boolean {
  const parts = (text: string) => (text.match(/^\d+(?:\.\d+)*/)?.[0] ?? '').split('.').map(Number)
  const oldest = parts(OLDEST_NIX)
  const own = parts(version)
  const index = oldest.findIndex((part, at) => (own[at] ?? 0) !== part)
  return index !== -1 && (own[index] ?? 0) < (oldest[index] ?? 0)
}

interface Known {
  readonly pattern: RegExp
  readonly code: NixErrorCode
  readonly hint: string
}

const KNOWN: readonly Known[] = [
  {
    pattern: /^flake\.lock (?:is missing|does not hold)/,
    code: 'FLAKE_NOT_LOCKED',
    hint: 'without a lock every run could have different inputs, and different cache keys',
  },
  {
    pattern:
      /unable to download|cannot fetch|could not resolve host|couldn't resolve host|couldn't connect to server|failed to connect|network is unreachable|timeout was reached|failed to fetch|program 'git' failed|Failed to open archive/i,
    code: 'INPUT_UNAVAILABLE',
    hint: 'the inputs of the flake are downloaded once: run this again with a network connection, or build with cargo: NX_CRANE_BUILDER=cargo',
  },
  {
    pattern: /cannot connect to (?:socket|daemon)|connection refused|daemon-socket/i,
    code: 'NIX_UNUSABLE',
    hint: 'start the daemon of Nix (`sudo systemctl start nix-daemon`), or build with cargo: NX_CRANE_BUILDER=cargo',
  },
  {
    pattern: /no space left on device|disk quota exceeded/i,
    code: 'NIX_UNUSABLE',
    hint: 'free space (`nix-collect-garbage` removes what nothing uses), then run this again',
  },
  {
    pattern: /permission denied|lock file .* cannot|opening lock file|read-only file system/i,
    code: 'NIX_UNUSABLE',
    hint: 'Nix has no permission to write to its store: install it with its daemon (https://nixos.org/download), or build with cargo: NX_CRANE_BUILDER=cargo',
  },
  {
    pattern: /forbidden in (?:restricted|pure)/i,
    code: 'EVALUATION_FAILED',
    hint: 'a flake can only read the repository and its inputs: move it into the repository',
  },
]
