import { evaluatedTasksOf } from './evaluated-tasks'
import type { NixTask } from './nix-task'

/** Tasks that are one derivation of the flake; nearly always one. */
export interface FoundTask {
  readonly tasks: readonly NixTask[]
  /** Its crate's name in the flake. */
  readonly attribute: string
  readonly kind: NixTask['kind']
  readonly storePath: string
}

export interface FoundTasks {
  readonly known: readonly FoundTask[]
  /** Tasks of which the flake says something else by now than when their keys were computed. */
  readonly strangers: readonly { readonly task: NixTask; readonly why: string }[]
}

/** What the tasks are called in the flake. */
export async function findNixTasks(
  root: string,
  tasks: readonly NixTask[],
  options: { readonly env: NodeJS.ProcessEnv; readonly signal?: AbortSignal | undefined },
): Promise<FoundTasks> {
  const { paths, errors } = await evaluatedTasksOf(root, options)
  const known = new Map<string, FoundTask>()
  const strangers: { task: NixTask; why: string }[] = []
  for (const task of tasks) {
    const { manifest, kind, storePath } = task
    const crate = paths[manifest]
    const now = crate?.tasks[kind]
    if (crate && now?.storePath === storePath) {
      const others = known.get(storePath)?.tasks ?? []
      known.set(storePath, { attribute: crate.attribute, kind, storePath, tasks: [...others, task] })
    } else {
      const error = errors[manifest]?.[kind]
      strangers.push({ task, why: error ? `${error.message}\n` : changedTask(task, now?.storePath ?? null) })
    }
  }
  return { known: [...known.values()], strangers }
}

/** What there is to say of a task that is another by now. */
export function changedTask({ id, storePath }: NixTask, now: string | null): string {
  return [
    `${id} has changed since its key was computed:`,
    `  ${storePath} was its key`,
    now === null ? '  the flake does not have it any more' : `  ${now} is what Nix would build`,
    '  a file was changed during the run: run it again',
    '',
  ].join('\n')
}
