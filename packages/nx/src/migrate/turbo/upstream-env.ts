import type { SourceTree } from '@nx-crane/graph'
import type { TurboPackage } from './migrate-turbo'
import { type TurboConfig, type TurboTask, textsOf, turboConfigIn } from './turbo-config'

/**
 * The variables of the tasks that a task is run after, near and far: a hash of Turborepo has the hashes of those in it, and
 * that of Nx only their outputs. Patterns are left out; a task with one is not cached, and says so itself.
 */
export function upstreamEnv(
  root: TurboConfig,
  { packages, tree }: { packages: readonly TurboPackage[]; tree: SourceTree },
): (task: TurboTask) => readonly string[] {
  const own = packages.map(({ name, dir }) => ({ name, tasks: turboConfigIn(tree, dir)?.tasks ?? {} }))
  const named = (reference: string): TurboTask[] => {
    const [before = '', after] = reference.replace(/^\^/, '').split(/#(.*)/)
    const [project, name] = after === undefined ? [null, before] : [before, after]
    const generic = root.tasks[name]
    const specific = Object.entries(root.tasks).flatMap(([each, task]) =>
      project === null
        ? each.endsWith(`#${name}`)
          ? [task]
          : []
        : each === `${project}#${name}`
          ? [task]
          : [],
    )
    const ofPackages = own
      .filter((each) => project === null || each.name === project)
      .flatMap(({ tasks }) => (tasks[name] === undefined ? [] : [tasks[name]]))
    return [...(generic ? [generic] : []), ...specific, ...ofPackages]
  }
  return (task) => {
    const seen = new Set<TurboTask>()
    const queue = textsOf(task.dependsOn).flatMap(named)
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      if (seen.has(next)) continue
      seen.add(next)
      queue.push(...textsOf(next.dependsOn).flatMap(named))
    }
    return [...new Set([...seen].flatMap(variablesOf))]
  }
}

function variablesOf(task: TurboTask): string[] {
  // Turborepo 1.4 and older had variables in `dependsOn`, with a dollar.
  const old = textsOf(task.dependsOn).filter((name) => name.startsWith('$'))
  return [...old, ...textsOf(task.env)]
    .map((name) => name.replace(/^\$/, ''))
    .filter((name) => /^\w+$/.test(name))
}
