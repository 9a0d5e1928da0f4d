import type { CrateTaskKind } from '@nx-crane/graph'

/** What cargo is asked to do with one crate. All paths are absolute. */
export interface CrateTask {
  readonly id: string
  /** The repository: nothing is written outside. */
  readonly root: string
  readonly kind: CrateTaskKind
  /** The crate's name. */
  readonly crate: string
  readonly manifest: string
  /** The root manifest of its Cargo workspace; the crate's own when it stands alone. */
  readonly workspace: string
  /** Where `build` and `doc` put their files. It belongs to the task: files of earlier runs are removed from it. */
  readonly outputDir: string
  readonly settings: CargoSettings
  /** What runs the tests; `auto` is cargo-nextest when it is installed. */
  readonly testRunner: 'auto' | 'nextest' | 'cargo'
  /** Whether a warning of clippy fails the crate it is in (`lint`); `deny` when absent. */
  readonly warnings?: 'deny' | 'allow'
  /** Whether programs may be observed while it runs, if somebody wants to know what they read; they may when absent. */
  readonly observe?: boolean
  /** Variables that it has beside those of this process. */
  readonly environment?: Readonly<Record<string, string>>
  /** Tasks of the same batch that must have succeeded before this one starts, unless cargo orders them itself. */
  readonly dependencies: readonly string[]
}

/** What changes how cargo compiles. Tasks share an invocation of cargo only when these are equal. */
export interface CargoSettings {
  /** Null for cargo's own default (`dev`, for tests `test`). */
  readonly profile: string | null
  readonly features: readonly string[]
  readonly allFeatures: boolean
  readonly noDefaultFeatures: boolean
  readonly targetTriple: string | null
  /** Further arguments; those after `--` go to the tool behind cargo (test executables, clippy, rustfmt). */
  readonly args: readonly string[]
}

export interface CrateTaskResult {
  readonly task: string
  /** `skipped`: it was never started, because a task it depends on failed. */
  readonly status: 'success' | 'failure' | 'skipped'
  readonly output: string
  /** Milliseconds since the epoch. */
  readonly startTime: number
  readonly endTime: number
}
