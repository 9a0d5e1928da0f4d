import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import {
  type EffectiveCacheSettings,
  type NixInstallation,
  readCacheSettings,
  readPathInfos,
  validPaths,
} from '@nx-crane/nix/cli'
import { NxCraneError } from '../nx-crane-error'
import type { AskedCache, CacheReport } from './cache-report'
import { isSameCache, notAsked, verdictOn } from './cache-verdict'
import type { CachedTask } from './cached-tasks'

export interface CheckedCaches {
  readonly nix: NixInstallation
  /** The same with the settings of the system alone. */
  readonly ofSystem: NixInstallation
  /** The addresses to ask, as `substituters` has them; empty for all that Nix asks. */
  readonly urls: readonly string[]
}

/** What caches have of these tasks, and what Nix does with it. */
export async function checkCaches(
  tasks: readonly CachedTask[],
  { nix, ofSystem, urls }: CheckedCaches,
): Promise<CacheReport> {
  const storePaths = [...new Set(tasks.map(({ storePath }) => storePath))]
  const [settings, inStore] = await Promise.all([
    readCacheSettings(nix, ofSystem),
    validPaths(nix, storePaths),
  ])
  const asked = urls.length > 0 ? urls : settings.asked.substituters.filter((url) => !isSameCache(url, NIXOS))
  if (asked.length === 0) {
    throw new NxCraneError('NO_CACHE', {
      message: 'there is no cache to ask: `substituters` of nix.conf has none that can hold crates of yours',
      hint: 'name one with --from URL, or as the option "cache" of nx-crane in nx.json',
    })
  }
  const caches = await Promise.all(asked.map((url) => askCache(url, { nix, settings, storePaths })))
  return { caches, tasks, inStore }
}

/** It holds what is in nixpkgs. */
const NIXOS = 'https://cache.nixos.org'

async function askCache(
  url: string,
  question: {
    readonly nix: NixInstallation
    readonly settings: EffectiveCacheSettings
    readonly storePaths: readonly string[]
  },
): Promise<AskedCache> {
  const { nix, settings, storePaths } = question
  const infos = isMissing(url) ? 'there is no such directory' : await readPathInfos(nix, url, storePaths)
  const known =
    typeof infos === 'string' ? [] : storePaths.map((path) => [path, infos.get(path) ?? null] as const)
  return {
    url,
    notAsked: notAsked(url, settings),
    fault: typeof infos === 'string' ? infos : null,
    verdicts: new Map(known.map(([path, info]) => [path, verdictOn(info, settings)])),
  }
}

/** Nix would make the directory. */
function isMissing(url: string): boolean {
  return url.startsWith('file:///') && !existsSync(fileURLToPath(url.replace(/\?.*$/, '')))
}
