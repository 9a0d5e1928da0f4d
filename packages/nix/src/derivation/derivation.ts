import type { HashAlgorithm } from '../digest'

/**
 * A build as Nix knows it: the contents of a `.drv` file and the name in its path. Maps and lists may be in any order;
 * printed they are sorted, except `args`.
 */
export interface Derivation {
  /** Not in the file: what stands between the hash and `.drv` in its path. */
  readonly name: string
  readonly outputs: ReadonlyMap<string, DerivationOutput>
  /** Derivation path → names of the outputs that are used. */
  readonly inputDerivations: ReadonlyMap<string, readonly string[]>
  readonly inputSources: readonly string[]
  readonly system: string
  readonly builder: string
  readonly args: readonly string[]
  /** What the builder sees. Structured attributes are one variable, `__json`, and are left as they are. */
  readonly environment: ReadonlyMap<string, string>
}

export type DerivationOutput =
  | {
      readonly addressedBy: 'input'
      /** Empty while it is not known. */
      readonly path: string
    }
  | {
      readonly addressedBy: 'content'
      readonly path: string
      readonly method: 'flat' | 'recursive'
      readonly algorithm: HashAlgorithm
      /** In hexadecimal. */
      readonly hash: string
    }

/** The one output of a derivation whose contents are known beforehand, or undefined for every other derivation. */
export function fixedOutputOf({
  outputs,
}: Derivation): Extract<DerivationOutput, { addressedBy: 'content' }> | undefined {
  const output = outputs.size === 1 ? outputs.get('out') : undefined
  return output?.addressedBy === 'content' ? output : undefined
}
