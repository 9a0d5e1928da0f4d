import { median } from './paired-runs'

/** One line of the table: by how much something of ours takes longer than something else, in one respect. */
export interface Difference {
  readonly what: string
  readonly against: string
  readonly statistic: Statistic
  /** Seconds, as all of these. */
  readonly ours: number
  readonly theirs: number
  readonly difference: number
  /** The difference must be at most this; `null` is reported only. */
  readonly bound: number | null
}

export type Statistic = 'least' | 'median' | '9 of 10' | 'most'

export interface TimesCompared {
  readonly what: string
  readonly against: string
  /** Seconds, one for each round. */
  readonly ours: readonly number[]
  readonly theirs: readonly number[]
  /** Of the medians. */
  readonly bound: number | null
}

/** A line for each statistic; the medians are judged, the others reported. */
export function differencesOf(
  { what, against, ours, theirs, bound }: TimesCompared,
  statistics: readonly Statistic[],
): Difference[] {
  return statistics.map((statistic) => {
    const [our, their] = [timeOf(ours, statistic), timeOf(theirs, statistic)]
    return {
      ...{ what, against, statistic, ours: our, theirs: their, difference: our - their },
      bound: statistic === 'median' ? bound : null,
    }
  })
}

export function isOverDifference({ difference, bound }: Difference): boolean {
  return bound !== null && !(difference <= bound)
}

function timeOf(times: readonly number[], statistic: Statistic): number {
  const sorted = [...times].sort((a, b) => a - b)
  switch (statistic) {
    case 'least':
      return sorted[0] ?? Number.NaN
    case 'median':
      return median(sorted)
    case '9 of 10':
      // The least of the times that 9 of 10 do not exceed.
      return sorted[Math.ceil((sorted.length * 9) / 10) - 1] ?? Number.NaN
    case 'most':
      return sorted.at(-1) ?? Number.NaN
  }
}
