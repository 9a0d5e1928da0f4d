import type { KeyReason } from '@nx-crane/keys'
import type { Explanation } from './explanation'
import { type CrateNames, printReason } from './print-reason'

const MOST_REASONS = 12
const MOST_TASKS = 5

/** Why one task would be made again, or was. */
export function printExplanation(explanation: Explanation, names: CrateNames): string {
  const { task, through, verdict, since, reasons, error } = explanation
  const whose = through === null ? task : `${task} reads what ${through} makes, which`
  const head = {
    moved: `${whose} has another key than in ${since}, because`,
    same:
      reasons.length === 0
        ? `${whose} has the same key as in ${since}, so its result is used`
        : `${whose} has the same key as in ${since}, where it was made again, because`,
    first:
      since === null
        ? `${whose} has no key that is known from an earlier run, so it is made for the first time here`
        : `${whose} had no key in ${since}${error === null ? '' : `: ${error}`}`,
    fault: `${whose} has no key: ${error}`,
  }[verdict]
  return `${head}\n${printReasons(reasons, names)}`
}

function printReasons(reasons: readonly KeyReason[], names: CrateNames): string {
  const shown = reasons.slice(0, MOST_REASONS).map((reason) => `  ${printReason(reason, names)}\n`)
  const more = reasons.length - shown.length
  return `${shown.join('')}${more > 0 ? `  and ${more} more (--json lists all)\n` : ''}`
}

/** Why the tasks of a run were made: each cause once, with the tasks. */
export function printRun(run: string, explanations: readonly Explanation[], names: CrateNames): string {
  const causes = new Map<string, { reason: KeyReason; tasks: string[] }>()
  for (const { task, reasons } of explanations) {
    for (const reason of reasons) {
      const name = JSON.stringify({ ...reason, via: [] })
      const cause = causes.get(name) ?? { reason, tasks: [] }
      // The longest way shows most.
      causes.set(name, {
        reason: reason.via.length > cause.reason.via.length ? reason : cause.reason,
        tasks: [...cause.tasks, task],
      })
    }
  }
  const sorted = [...causes.values()].sort((a, b) => b.tasks.length - a.tasks.length)
  const shown = sorted
    .slice(0, MOST_REASONS)
    .map(({ reason, tasks }) => `  ${printReason(reason, names)}\n    ${named(tasks)}\n`)
  const more = sorted.length - shown.length
  const rest = (['first', 'same'] as const).flatMap((verdict) => {
    const tasks = explanations.filter((each) => each.verdict === verdict).map(({ task }) => task)
    return tasks.length === 0 ? [] : [`  ${OTHERS[verdict]}\n    ${named(tasks)}\n`]
  })
  if (explanations.length === 0) return `${run}: no task of a crate was made\n`
  const count = explanations.length === 1 ? '1 task was made' : `${explanations.length} tasks were made`
  return `${run}: ${count}, because\n${shown.join('')}${more > 0 ? `  and ${more} more causes (--json lists all)\n` : ''}${rest.join('')}`
}

const OTHERS = {
  first: 'no key of them is known from an earlier run',
  same: 'their keys are what they were: what was made before was not kept, or failed, or was not to be used',
}

function named(tasks: readonly string[]): string {
  const shown = tasks.slice(0, MOST_TASKS).join(', ')
  return tasks.length > MOST_TASKS ? `${shown} and ${tasks.length - MOST_TASKS} more` : shown
}
