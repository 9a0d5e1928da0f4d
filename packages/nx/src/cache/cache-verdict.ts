import { type PathInfo, trustIn } from '@nx-crane/nix'
import type { CacheSettings, EffectiveCacheSettings } from '@nx-crane/nix/cli'

/** What becomes of a path at a cache. */
export type CacheVerdict =
  /** Nix takes it from there. `key`: who has signed it; null where nobody had to. */
  | { readonly is: 'available'; readonly key: string | null }
  | { readonly is: 'absent' }
  | { readonly is: 'unsigned' }
  /** Signed by keys that are not in `trusted-public-keys`. */
  | { readonly is: 'untrusted-key'; readonly keys: readonly string[] }
  /** Signed in the name of a key in `trusted-public-keys`, by another. */
  | { readonly is: 'wrong-key'; readonly keys: readonly string[] }

/** Why Nix does not ask a cache at all; null where it does. */
export type NotAsked =
  /** `substitute = false`. */
  | 'substitution-off'
  /** `substituters` does not list it. */
  | 'not-listed'
  /** This user asks for it, but is not one whom the daemon trusts. */
  | 'user-not-trusted'

/** What Nix does with what a cache says of a path. */
export function verdictOn(info: PathInfo | null, settings: EffectiveCacheSettings): CacheVerdict {
  if (info === null) return { is: 'absent' }
  const { requiresSignatures, trustedPublicKeys } = settings.ofDaemon ?? settings.asked
  const trust = trustIn(info, trustedPublicKeys)
  if (trust.is === 'trusted') return { is: 'available', key: trust.key }
  if (trust.is === 'content-addressed' || !requiresSignatures) return { is: 'available', key: null }
  if (trust.is === 'unsigned') return { is: 'unsigned' }
  return { is: trust.is === 'forged' ? 'wrong-key' : 'untrusted-key', keys: trust.keys }
}

/** Whether, and else why not, Nix asks this cache. */
export function notAsked(url: string, { asked, ofDaemon }: EffectiveCacheSettings): NotAsked | null {
  if (!asked.substitutes) return 'substitution-off'
  if (!lists(asked.substituters, url)) return 'not-listed'
  if (ofDaemon === null || isAllowed(ofDaemon, url)) return null
  return 'user-not-trusted'
}

function isAllowed({ substituters, trustedSubstituters }: CacheSettings, url: string): boolean {
  return lists(substituters, url) || lists(trustedSubstituters, url)
}

function lists(urls: readonly string[], url: string): boolean {
  return urls.some((each) => isSameCache(each, url))
}

/** A slash at the end, and parameters, make no other cache. */
export function isSameCache(one: string, other: string): boolean {
  const plain = (url: string) => url.replace(/\?.*$/, '').replace(/\/+$/, '')
  return plain(one) === plain(other)
}
