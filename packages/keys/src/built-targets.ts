import { type ConfigFile, entryOf, stringOf, stringsOf, type TaskKind, tableOf } from '@nx-crane/graph'
import type { Environment } from './environment-inputs'

export interface TargetChoice {
  readonly kind: TaskKind
  readonly configs: readonly ConfigFile[]
  readonly environment: Environment
  /** What rustc says of itself. */
  readonly rustc: string
}

/**
 * Whether Cargo looks at `[target.<name>]` of its configuration when a task is not asked to build for another target than its own; all
 * where that cannot be told. A `cfg(…)` may be true of any.
 */
export function usedTargets({ kind, configs, environment, rustc }: TargetChoice): (name: string) => boolean {
  const host = /^host: (\S+)$/m.exec(rustc)?.[1]
  const tables = configs.map(({ table }) => tableOf(table, 'build'))
  const configured = [
    ...tables.flatMap((build) => stringsOf(build, 'target') ?? stringOf(build, 'target') ?? []),
    environment.CARGO_BUILD_TARGET,
  ].flatMap((triple) => triple ?? [])
  // Of a compiler that is not released each crate may say its own target, and a triple may be a file.
  const isOpen =
    host === undefined ||
    /^release: .*-/m.test(rustc) ||
    environment.RUSTC_BOOTSTRAP !== undefined ||
    configs.some(({ table }) => entryOf(table, 'unstable') !== undefined) ||
    configured.some((triple) => !/^[\w-]+$/.test(triple))
  const triples = new Set([host, ...configured])
  return (name) =>
    isOpen || name.includes('(') || triples.has(name) || (kind === 'wasm' && name.startsWith('wasm'))
}
