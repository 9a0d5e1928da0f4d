import type { TurboPackage } from './migrate-turbo'
import { type TurboConfig, textsOf } from './turbo-config'

/**
 * What a name in `dependsOn` stands for. Turborepo goes through tasks that no package has a script for to what those depend
 * on; Nx stops at them.
 */
export function taskExpander(
  root: TurboConfig,
  packages: readonly TurboPackage[],
): (name: string) => readonly string[] {
  const scripts = new Set(packages.flatMap((each) => Object.keys(each.scripts)))
  const named = new Set(
    Object.values(root.tasks).flatMap((task) =>
      textsOf(task.dependsOn).map((name) => name.replace(/^\^/, '')),
    ),
  )
  const isTransit = (task: string) =>
    !root.buildsCrates && task in root.tasks && named.has(task) && !scripts.has(task)
  const expand = (name: string, seen: readonly string[]): string[] => {
    const task = name.replace(/^\^/, '')
    if (seen.includes(task)) return []
    if (!isTransit(task)) return [name]
    const further = textsOf(root.tasks[task]?.dependsOn).flatMap((each) => expand(each, [...seen, task]))
    return name === task ? further : further.map((each) => (/^\^|#/.test(each) ? each : `^${each}`))
  }
  return (name) => [...new Set(expand(name, []))]
}
