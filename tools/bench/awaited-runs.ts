import { setTimeout as delay } from 'node:timers/promises'
import type { Runs } from './paired-runs'

/** One of the things that are compared, which is waited for while this process goes on. */
export interface AwaitedContestant<Name extends string, Result = number> {
  readonly name: Name
  /** `round` counts those that are not measured as well: it is another one each time. */
  run(round: number): Promise<Result>
}

/** Something is compiled, or loaded, for the first time in these. */
const UNCOUNTED_ROUNDS = 2
/** What a contestant leaves running is not the next one's. */
const PAUSE_MILLISECONDS = 200

/** Like `pairedRuns`: in turn, `rounds` times, every other round in reverse. Two rounds before are not counted. */
export async function awaitedRuns<Name extends string, Result>(
  contestants: readonly AwaitedContestant<Name, Result>[],
  rounds: number,
): Promise<Runs<Name, Result>> {
  const runs = Object.fromEntries(contestants.map(({ name }) => [name, []])) as unknown as Record<
    Name,
    Result[]
  >
  for (let round = 0; round < UNCOUNTED_ROUNDS + rounds; round++) {
    const order = round % 2 === 0 ? contestants : [...contestants].reverse()
    for (const { name, run } of order) {
      const result = await run(round)
      if (round >= UNCOUNTED_ROUNDS) runs[name].push(result)
      await delay(PAUSE_MILLISECONDS)
    }
  }
  return runs
}

/** Seconds until the work is done. */
export async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return (performance.now() - started) / 1000
}
