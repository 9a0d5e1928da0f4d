/** Counts comparisons, and prints those that fail and a line for each group. */
export class CheckReport {
  passed = 0
  failed = 0

  /** Compares what each item of a group is by us and by Nix. */
  group(title: string, comparisons: readonly Comparison[]): void {
    const different = comparisons.filter(({ ours, theirs }) => ours !== theirs)
    for (const { what, ours, theirs } of different)
      console.log(`DIFF ${what}\n       ours ${ours}\n       Nix  ${theirs}`)
    this.failed += different.length
    this.passed += comparisons.length - different.length
    const differences = different.length === 0 ? '' : `, ${different.length} differ`
    console.log(
      `${different.length === 0 ? 'ok  ' : 'DIFF'} ${title}: ${comparisons.length} compared${differences}`,
    )
  }
}

export interface Comparison {
  /** Enough to make it again: a seed, a path. */
  readonly what: string
  readonly ours: string | undefined
  readonly theirs: string | undefined
}
