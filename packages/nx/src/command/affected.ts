import { type Affected, findAffected } from '../revision/affected'
import type { AffectedTask } from '../revision/affected-tasks'
import type { Command } from './command'
import { parseUsage } from './parse-usage'
import { UsageError } from './usage-error'

export const affectedCommand: Command = {
  usage:
    'nx-crane affected [--base REV] [--head REV] [-t TARGET[,TARGET]]… [--projects | --json] [--root DIR]',
  summary:
    'Prints the tasks of crates whose keys differ between two commits, and those of packages that reach such a crate. The base is --base, NX_BASE or Nx’s defaultBase, where the histories part; without --head or NX_HEAD it is compared with the working tree. Nothing is checked out. With --projects, prints the projects for `nx run-many -p`; where there are none, the pattern !*, which names none.',
  async run(argv) {
    const { root, base, head, targets, projects, json } = parseArguments(argv)
    const found = await findAffected({ root, base, head })
    const unknown = targets.filter((target) => !found.targets.includes(target))
    if (targets.length > 0 && unknown.length === targets.length) throw noSuchTarget(unknown, found.targets)
    const tasks = found.tasks.filter(({ target }) => targets.length === 0 || targets.includes(target))
    process.stdout.write(
      json
        ? `${JSON.stringify(report(found, tasks))}\n`
        : projects
          ? printProjects(tasks)
          : printTasks(tasks),
    )
    for (const note of found.notes) process.stderr.write(`nx-crane: ${note}\n`)
    for (const target of unknown) process.stderr.write(`nx-crane: no task is named ${target}\n`)
    if (tasks.length === 0) process.stderr.write(`nx-crane: ${NOTHING}\n`)
    return 0
  },
}

const NOTHING = 'no task is affected'

/** A word that is spelt wrong must not pass for nothing to do. */
function noSuchTarget(names: readonly string[], known: readonly string[]): UsageError {
  return new UsageError(`no task is named ${names.join(' or ')}; there are ${known.join(', ')}`)
}

/** `nx run-many -p ""` would run all projects. */
const NO_PROJECT = '!*'

function projectsOf(tasks: readonly AffectedTask[]): string[] {
  return [...new Set(tasks.map(({ project }) => project))]
}

function printProjects(tasks: readonly AffectedTask[]): string {
  return `${projectsOf(tasks).join(',') || NO_PROJECT}\n`
}

function printTasks(tasks: readonly AffectedTask[]): string {
  return tasks.map(({ project, target, why }) => `${project}:${target}  ${why}\n`).join('')
}

function report({ base, head, removed, notes }: Affected, tasks: readonly AffectedTask[]) {
  return { base, head, projects: projectsOf(tasks), tasks, removed, notes }
}

function parseArguments(argv: readonly string[]) {
  const { target, targets, ...rest } = parseUsage(argv, {
    base: { type: 'string' },
    head: { type: 'string' },
    target: { type: 'string', short: 't', multiple: true, default: [] },
    targets: { type: 'string', multiple: true, default: [] },
    projects: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  })
  if (rest.projects && rest.json)
    throw new UsageError('--projects and --json are given, of which one is printed')
  return { ...rest, targets: [...target, ...targets].flatMap((names) => names.split(',')) }
}
