export interface Step {
  /** How `--only` and `--from` name it. */
  readonly name: string
  readonly title: string
  /** Arguments for Node. */
  readonly command: readonly string[]
  /** How many it keeps busy; more than there are: it runs alone. */
  readonly cores: number
  /** About the most memory that it and its processes take. */
  readonly gigabytes: number
  /** Part of `npm run test:quick`. */
  readonly isQuick?: true
  /** Why it cannot run on this machine, if it cannot. */
  readonly obstacle?: () => string | undefined
}
