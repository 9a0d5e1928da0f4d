import type { Measurement } from './measured-command'

/** One of the things that are compared. */
export interface Contestant<Name extends string, Result = Measurement> {
  readonly name: Name
  /** Runs once and is measured; whatever has to be cleared before is cleared by itself, outside the measurement. */
  run(): Result
}

/** The results of each contestant, one for each round. */
export type Runs<Name extends string, Result = Measurement> = Readonly<Record<Name, readonly Result[]>>

/**
 * Runs the contestants in turn, `rounds` times, every other round in reverse: what else the machine does meanwhile hits
 * all of them alike, and none always runs first.
 */
export function pairedRuns<Name extends string, Result>(
  contestants: readonly Contestant<Name, Result>[],
  rounds: number,
): Runs<Name, Result> {
  const runs = Object.fromEntries(contestants.map(({ name }) => [name, []])) as unknown as Record<
    Name,
    Result[]
  >
  for (let round = 0; round < rounds; round++) {
    const order = round % 2 === 0 ? contestants : [...contestants].reverse()
    for (const { name, run } of order) runs[name].push(run())
  }
  return runs
}

/** The median of the ratios within each round, which is steadier than the ratio of the medians. */
export function pairedRatio(ours: readonly number[], theirs: readonly number[]): number {
  return median(ours.map((value, round) => value / (theirs[round] ?? Number.NaN)))
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2
}
