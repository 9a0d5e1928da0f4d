import { CACHED_KINDS, TARGETS, type TaskKind } from '@nx-crane/graph'
import type { TaskPaths } from '@nx-crane/nix/cli'
import type { RequestedBuilder } from '../infer/options'
import type { Builder, Builders } from './builders'
import type { KeyOptions } from './key-options'

/** Who answers for which keys of a crate. */
export interface PlannedKeys {
  readonly options: KeyOptions
  readonly nix: readonly string[]
  /** All that the crate has where undefined. */
  readonly cargo: readonly TaskKind[] | undefined
}

/** Which kinds of tasks of a crate options leave to Nix. */
export function kindsForNix(options: KeyOptions, builders: Builders): TaskKind[] {
  if (options.readsOutputs) return []
  return keyedKinds(options).filter(
    (kind) => TARGETS[kind].nix && builderFor(options, kind, builders) === 'nix',
  )
}

/** Who builds what; what Nix has no task for is cargo's. A crate that the flake does not know is all Nix's, which says so. */
export function planKeys(options: KeyOptions, kinds: readonly TaskKind[], paths: TaskPaths): PlannedKeys {
  if (kinds.length === 0) return { options, nix: [], cargo: undefined }
  const tasks = paths[options.manifest]?.tasks
  const nix = tasks === undefined ? kinds : kinds.filter((kind) => tasks[kind] !== undefined)
  return { options, nix, cargo: keyedKinds(options).filter((kind) => !nix.includes(kind)) }
}

/** What options ask for, for all kinds. */
export function requestedBuilders({ builder, builders }: KeyOptions): RequestedBuilder[] {
  return [builder ?? 'auto', ...Object.values(builders ?? {})]
}

function builderFor({ builder, builders: byKind }: KeyOptions, kind: TaskKind, builders: Builders): Builder {
  return builders.of(byKind?.[kind] ?? builder ?? 'auto')
}

function keyedKinds({ wasm }: KeyOptions): TaskKind[] {
  return CACHED_KINDS.filter((kind) => kind !== 'wasm' || wasm === true)
}
