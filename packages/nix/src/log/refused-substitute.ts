/** A path that a cache has, and that Nix does not take from it. */
export interface RefusedSubstitute {
  readonly storePath: string
  /** As `substituters` has it. */
  readonly cache: string
}

// The same from 2.4 on, as a warning (substitution-goal.cc).
const REFUSED = /ignoring substitute for '([^'\s]+)' from '([^'\s]+)', as it's not signed by any of the keys/

/**
 * What a warning of Nix says of a path that was refused for its signature; null for one that says something else.
 *
 * @example parseRefusedSubstitute("ignoring substitute for '/nix/store/…-a' from 'https://c', as it's not signed by any of the keys in 'trusted-public-keys'")
 */
export function parseRefusedSubstitute(text: string): RefusedSubstitute | null {
  const [, storePath, cache] = REFUSED.exec(text) ?? []
  return storePath === undefined || cache === undefined ? null : { storePath, cache }
}
