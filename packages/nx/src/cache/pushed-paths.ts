import { join } from 'node:path'
import { stateDirectory } from '@nx-crane/files'
import {
  type DerivationGraph,
  instantiateTasks,
  type NixInstallation,
  readDerivationGraph,
  storeError,
  validPaths,
} from '@nx-crane/nix/cli'
import { ignoredPaths } from '../nix/ignored-paths'
import { inputOverridesIn } from '../nix/input-overrides'
import type { CachedTask, CacheRepository } from './cached-tasks'

export interface PushedPaths {
  /** Sorted. */
  readonly storePaths: readonly string[]
  /** Those whose output is among them. */
  readonly built: readonly CachedTask[]
  /** Those that are not in the store of this machine. */
  readonly missing: readonly CachedTask[]
}

/**
 * What of these tasks is in the store: their outputs, and what cargo has compiled for them, of their crates and of packages from
 * elsewhere. The outputs alone would do for this commit; for the next one, whose crates are compiled with it, the rest is needed.
 */
export async function pushedPaths(
  nix: NixInstallation,
  { root, env }: CacheRepository,
  tasks: readonly CachedTask[],
): Promise<PushedPaths> {
  const valid = await validPaths(nix, [...new Set(tasks.map(({ storePath }) => storePath))])
  const built = tasks.filter(({ storePath }) => valid.has(storePath))
  const missing = tasks.filter(({ storePath }) => !valid.has(storePath))
  if (built.length === 0) return { storePaths: [], built, missing }
  const instantiated = await instantiateTasks(nix, {
    root,
    tasks: built,
    inputOverrides: inputOverridesIn(env),
    ignored: ignoredPaths(root, env),
    scratch: { root, path: join(stateDirectory(root), 'tmp') },
  })
  const derivations = [...new Set(instantiated.map(({ derivation }) => derivation))]
  const compiled = compiledDerivations(await readDerivationGraph(nix, derivations))
  const outputs = await outputsOf(nix, [...new Set([...derivations, ...compiled])])
  return { storePaths: [...(await validPaths(nix, outputs))].sort(), built, missing }
}

/**
 * The derivations that compile packages: those that need vendored ones at once. What they need besides has caches of its own
 * (compilers), or is downloaded anyway (sources).
 */
export function compiledDerivations(graph: DerivationGraph): string[] {
  return [...graph].flatMap(([derivation, needed]) =>
    needed.some((each) => each.endsWith('-vendor-cargo-deps.drv')) ||
    /-wasm-bindgen-cli-[^/]*\.drv$/.test(derivation)
      ? [derivation]
      : [],
  )
}

const AT_ONCE = 2000

async function outputsOf(nix: NixInstallation, derivations: readonly string[]): Promise<string[]> {
  const found: string[] = []
  for (let start = 0; start < derivations.length; start += AT_ONCE) {
    const some = derivations.slice(start, start + AT_ONCE)
    const { code, stdout, stderr } = await nix.run('nix-store', ['--query', '--outputs', ...some])
    if (code !== 0) throw storeError(stderr)
    found.push(...stdout.split('\n').filter((path) => path !== ''))
  }
  return [...new Set(found)]
}
