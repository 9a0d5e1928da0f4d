export interface Share {
  readonly name: string
  readonly amount: number
}

export interface Segment extends Share {
  /** Of the sum of all amounts, 0 to 1. */
  readonly part: number
  /** Where the segment starts, as a part of the bar's length. */
  readonly start: number
}

/** Shares as the segments of one bar, in the order given; those of nothing are left out. */
export function shareBar(shares: readonly Share[]): Segment[] {
  const filled = shares.filter(({ amount }) => amount > 0)
  const total = filled.reduce((sum, { amount }) => sum + amount, 0)
  let start = 0
  return filled.map((share) => {
    const segment = { ...share, part: share.amount / total, start }
    start += segment.part
    return segment
  })
}
