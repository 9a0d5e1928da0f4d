/** One subcommand of `nx-crane`. */
export interface Command {
  /** As typed, with its options. */
  readonly usage: string
  readonly summary: string
  /** Gives the exit code. Throws a `UsageError` for arguments it does not understand. */
  run(argv: readonly string[]): Promise<number> | number
}
