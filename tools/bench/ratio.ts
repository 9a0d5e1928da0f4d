import type { Measurement } from './measured-command'
import { median, pairedRatio } from './paired-runs'

/** One line of the table: something of ours against something else, by one quantity. */
export interface Ratio {
  readonly what: string
  readonly against: string
  readonly quantity: Quantity | 'compilations'
  readonly ours: number
  readonly theirs: number
  readonly ratio: number
  /** The ratio must be at most this; `null` is reported only. */
  readonly bound: number | null
}

export type Quantity = keyof Measurement

export type Bounds = Partial<Record<Quantity, number>>

export interface Comparison {
  readonly what: string
  readonly against: string
  readonly ours: readonly Measurement[]
  readonly theirs: readonly Measurement[]
  readonly bounds: Bounds
}

/** A line for each quantity; one without a bound is reported only. */
export function ratiosOf(comparison: Comparison, quantities: readonly Quantity[]): Ratio[] {
  return quantities.map((quantity) => {
    const ours = comparison.ours.map((measurement) => measurement[quantity])
    const theirs = comparison.theirs.map((measurement) => measurement[quantity])
    return {
      what: comparison.what,
      against: comparison.against,
      quantity,
      ours: median(ours),
      theirs: median(theirs),
      ratio: pairedRatio(ours, theirs),
      bound: comparison.bounds[quantity] ?? null,
    }
  })
}

export function isOverRatio({ ratio, bound }: Ratio): boolean {
  return bound !== null && !(ratio <= bound)
}
