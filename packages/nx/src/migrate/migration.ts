import type { TargetConfiguration } from '@nx/devkit'
import type { Crate } from '@nx-crane/graph'
import type { Options } from '../infer/options'
import type { Draft } from '../scaffold/draft'

export const SOURCES = ['monodon', 'nxrs', 'turbo', 'scripts'] as const
export type Source = (typeof SOURCES)[number]

/** One target before and after; null where there is none. */
export interface TargetRow {
  readonly project: string
  readonly target: string
  readonly before: string | null
  readonly after: string | null
}

/** What all sources of a migration share: the repository as it is changed, and what is said of it. */
export interface Migration {
  readonly draft: Draft
  readonly options: Options
  readonly crates: readonly MigratedCrate[]
  readonly rows: TargetRow[]
  /** Lines about what stays as it was, each with its file and the reason. */
  readonly kept: string[]
  /** Files that nothing uses any more. */
  readonly removed: string[]
  /** Where a text file of the repository holds this text: `Dockerfile:12`. */
  mentionsOf(text: string): readonly Mention[]
}

export interface Mention {
  readonly file: string
  readonly line: number
  readonly text: string
}

export interface MigratedCrate {
  readonly crate: Crate
  readonly isWasm: boolean
  /** What our plugin gives it, by name. */
  readonly inferred: Readonly<Record<string, TargetConfiguration>>
}
