import { type Difference, isOverDifference } from './difference'
import { isOverRatio, type Ratio } from './ratio'

/** A line that could not be measured, and why. */
export interface Skipped {
  readonly what: string
  readonly reason: string
}

/** A line of the table. */
export type Row = Ratio | Difference | Skipped

/** A bound that is compared with no number is not kept either. */
export function isOver(row: Row): boolean {
  if ('ratio' in row) return isOverRatio(row)
  return 'difference' in row && isOverDifference(row)
}
