import type { NixInstallation } from './nix-installation'
import { storeError } from './store-error'

/** What decides on whether something is taken from a cache. */
export interface CacheSettings {
  readonly substituters: readonly string[]
  /** Those that users may ask for whom the daemon does not trust. */
  readonly trustedSubstituters: readonly string[]
  readonly trustedPublicKeys: readonly string[]
  readonly requiresSignatures: boolean
  /** Whether any cache is asked. */
  readonly substitutes: boolean
}

export interface EffectiveCacheSettings {
  /** Those of nix.conf, of the user and of the environment. */
  readonly asked: CacheSettings
  /** Those of the system alone, where the daemon does not trust this user and goes by them; else null. */
  readonly ofDaemon: CacheSettings | null
}

/** The settings of Nix about caches, as far as this user may make them. */
export async function readCacheSettings(
  nix: NixInstallation,
  ofSystem: NixInstallation,
): Promise<EffectiveCacheSettings> {
  const [asked, isTrusted] = await Promise.all([readSettings(nix), isTrustedUser(nix)])
  return { asked, ofDaemon: isTrusted ? null : await readSettings(ofSystem) }
}

async function readSettings(nix: NixInstallation): Promise<CacheSettings> {
  const { code, stdout, stderr } = await nix.run('nix', ['config', 'show', '--json'])
  if (code !== 0) throw storeError(stderr)
  const settings = JSON.parse(stdout) as Record<string, { readonly value?: unknown } | undefined>
  const words = (name: string) => {
    const value = settings[name]?.value
    return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : []
  }
  return {
    substituters: words('substituters'),
    trustedSubstituters: words('trusted-substituters'),
    trustedPublicKeys: words('trusted-public-keys'),
    requiresSignatures: settings['require-sigs']?.value !== false,
    substitutes: settings.substitute?.value !== false,
  }
}

/** A store without a daemon trusts whoever may write to it; a Nix that does not say counts as trusting. */
async function isTrustedUser(nix: NixInstallation): Promise<boolean> {
  const { code, stdout } = await nix.run('nix', ['store', 'info', '--json'])
  if (code !== 0) return true
  const { trusted } = JSON.parse(stdout) as { readonly trusted?: unknown }
  return trusted !== false && trusted !== 0
}
