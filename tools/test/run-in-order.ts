import { fills, type Machine } from './machine'
import type { Step } from './step'

/**
 * Runs steps side by side as far as the machine has cores and memory for them. They begin in their order, none
 * overtakes another, and once one has failed no other begins. Gives what those that ran came to, in the order of the steps.
 */
export async function runInOrder<Result extends { readonly success: boolean }>(
  steps: readonly Step[],
  { machine, run }: { readonly machine: Machine; readonly run: (step: Step) => Promise<Result> },
): Promise<ReadonlyMap<Step, Result>> {
  const running = new Map<Step, Promise<void>>()
  const results = new Map<Step, Result>()
  let hasFailed = false
  for (const step of steps) {
    while (!fits(step, [...running.keys()], machine)) await Promise.race(running.values())
    if (hasFailed) break
    running.set(
      step,
      run(step).then((result) => {
        results.set(step, result)
        running.delete(step)
        hasFailed ||= !result.success
      }),
    )
  }
  await Promise.all(running.values())
  return new Map(steps.flatMap((step) => (results.has(step) ? [[step, results.get(step) as Result]] : [])))
}

/** One that is too large for the machine runs too, alone. */
function fits(step: Step, running: readonly Step[], machine: Machine): boolean {
  if (running.length === 0) return true
  const all = [...running, step]
  const sum = (of: 'cores' | 'gigabytes') => all.reduce((total, each) => total + each[of], 0)
  return (
    !all.some((each) => fills(machine, each)) &&
    sum('cores') <= machine.cores &&
    sum('gigabytes') <= machine.gigabytes
  )
}
