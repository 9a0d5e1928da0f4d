import type { Keys, TaskKeys } from './task-keys'

/**
 * For each kind of task and for all, how many would run again from commit to commit.
 *
 * @param commits the keys of each, the newest first
 */
export function rerunTable(commits: readonly TaskKeys[]): string {
  const counts = new Map<string, { tasks: number; again: number; least: number }>()
  commits.slice(0, -1).forEach(({ wouldBe, least }, index) => {
    const before = commits[index + 1]
    if (!before) return
    for (const task of wouldBe.keys()) {
      for (const kind of [task.slice(task.indexOf(' ') + 1), 'all']) {
        const count = counts.get(kind) ?? { tasks: 0, again: 0, least: 0 }
        count.tasks++
        count.again += isOther(task, wouldBe, before.wouldBe)
        count.least += isOther(task, least, before.least)
        counts.set(kind, count)
      }
    }
  })
  const rows = [...counts].map(([kind, { tasks, again, least }]) =>
    [kind, tasks, again, least, least === 0 ? '-' : (again / least).toFixed(2)].join('\t'),
  )
  return [`${commits.length - 1} commits`, 'kind\ttasks\twould run\tleast\tratio', ...rows].join('\n')
}

function isOther(task: string, now: Keys, before: Keys): number {
  return now.get(task) === before.get(task) ? 0 : 1
}
