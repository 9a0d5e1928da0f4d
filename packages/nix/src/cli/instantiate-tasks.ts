import { realpathSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeStaging, type Place } from '@nx-crane/files'
import { evaluationArguments } from './evaluation-arguments'
import { evaluationError } from './evaluation-error'
import { parseEvaluationFailure } from './evaluation-failure'
import type { NixInstallation } from './nix-installation'
import { storeError } from './store-error'
import type { TaskPath } from './task-paths'

export interface InstantiateTasksOptions {
  /** The repository. */
  readonly root: string
  /** By their names in the flake. */
  readonly tasks: readonly { readonly attribute: string; readonly kind: string }[]
  /** That of this machine when left out. */
  readonly system?: string | undefined
  /** Directories that take the place of inputs, by their names. */
  readonly inputOverrides: Readonly<Record<string, string>>
  /** Paths that are taken for absent, relative to the repository. */
  readonly ignored: readonly string[]
  /** A directory for files that are gone afterwards. */
  readonly scratch: Place
}

/** Puts the derivations of these tasks, and of all that they need, into the store: what Nix builds must lie there. One evaluation; in the order of the tasks. */
export async function instantiateTasks(
  nix: NixInstallation,
  options: InstantiateTasksOptions,
): Promise<TaskPath[]> {
  const { system, inputOverrides, ignored } = options
  const root = realpathSync(options.root)
  using staging = makeStaging(options.scratch)
  const directory = staging.path
  const tasksFile = join(directory, 'tasks.json')
  writeFileSync(tasksFile, JSON.stringify(options.tasks.map(({ attribute, kind }) => ({ attribute, kind }))))
  const args = evaluationArguments({
    root,
    file: join(root, 'nix/nx-crane/instantiate-tasks.nix'),
    inputOverrides,
    ignored,
    strings: { system, tasksFile },
    visible: { tasks: directory },
  })
  const { code, stdout, stderr } = await nix.run('nix-instantiate', ['--read-write-mode', ...args])
  if (code === 0) return JSON.parse(stdout) as TaskPath[]
  const failure = parseEvaluationFailure(stderr, root)
  throw failure === undefined ? storeError(stderr) : evaluationError(failure)
}
