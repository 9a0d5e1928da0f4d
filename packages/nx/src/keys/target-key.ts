import type { Crate, CrateId, TaskKind } from '@nx-crane/graph'
import type { KeyInput } from '@nx-crane/keys'

/** The key of one target of one crate's project, or why it has none. */
export interface TargetKey {
  readonly project: string
  readonly target: string
  /** Null where a manifest could not become a crate. */
  readonly crate: CrateId | null
  readonly kind: TaskKind
  readonly key: string | null
  /** By which what went into it is known to the nodes of the request; null where it is not. */
  readonly digest: string | null
  /** What went into the key, in order; empty unless it was to be explained. */
  readonly inputs: readonly KeyInput[]
  readonly error: string | null
}

/** A target of a crate's project that has a key. */
export interface KeyedTarget {
  readonly crate: Crate
  readonly project: string
  readonly target: string
  readonly kind: TaskKind
}
