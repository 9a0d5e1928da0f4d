import type { Size } from './generated-repository'

/** What every benchmark is given. */
export interface BenchContext {
  /** Measured rounds of each comparison. */
  readonly runs: number
  readonly sizes: readonly Size[]
  /** Of precision alone. */
  readonly tools: readonly string[]
  /** An empty directory outside the repository, removed at the end. */
  readonly scratch: string
  say(line: string): void
}
