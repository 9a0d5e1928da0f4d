import { parseArgs } from 'node:util'

export interface FaultOptions {
  /** All of each piece, instead of what fits into `npm test`. */
  readonly long: boolean
  /** One piece, or null for all. */
  readonly only: string | null
  /** Where random numbers begin; the same seed makes the same cases. */
  readonly seed: number
  /** How many cases of each piece, or null for the usual number. */
  readonly count: number | null
  /** How long edits are made under the daemon. */
  readonly minutes: number
  /** Leaves the repositories of cases that failed. */
  readonly keep: boolean
  /** Every case of piece by piece as it ends. */
  readonly verbose: boolean
}

export function parseFaultOptions(argv: readonly string[]): FaultOptions {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      long: { type: 'boolean', default: false },
      only: { type: 'string' },
      seed: { type: 'string', default: '1' },
      count: { type: 'string' },
      minutes: { type: 'string', default: '30' },
      keep: { type: 'boolean', default: false },
      verbose: { type: 'boolean', default: false },
    },
  })
  return {
    long: values.long,
    only: values.only ?? null,
    seed: numberOf('--seed', values.seed),
    count: values.count === undefined ? null : numberOf('--count', values.count),
    minutes: numberOf('--minutes', values.minutes),
    keep: values.keep,
    verbose: values.verbose,
  }
}

function numberOf(name: string, text: string): number {
  const number = Number(text)
  if (text.trim() === '' || !Number.isFinite(number) || number < 0)
    throw new Error(`${name} ${text}: not a number`)
  return number
}
