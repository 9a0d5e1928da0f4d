/** One thing wrong with one file of the repository. Sound projects stay in the graph. */
export interface Diagnostic {
  /** Path relative to the root. */
  readonly file: string
  /** 1-based, or null where the fault has no line. */
  readonly line: number | null
  /** Stable, e.g. `INVALID_TOML`, `MISSING_PATH_DEPENDENCY`, `DUPLICATE_CRATE`. */
  readonly code: string
  readonly message: string
  /** What to do. */
  readonly hint: string
}
