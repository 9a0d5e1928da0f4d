import { NixError } from '@nx-crane/nix'
import { type EvaluatedTasks, evaluateTaskPaths, findNix, type TaskPaths } from '@nx-crane/nix/cli'
import { inputOverridesIn } from './input-overrides'

export interface TaskPathsOptions {
  /** That of this machine when left out. */
  readonly system?: string | undefined
  readonly env?: NodeJS.ProcessEnv
  readonly signal?: AbortSignal | undefined
}

/** What Nx builds of each crate with Nix, by manifest. A task that Nix cannot evaluate is null there. */
export async function taskPathsOf(root: string, options: TaskPathsOptions = {}): Promise<TaskPaths> {
  return (await evaluatedTasksOf(root, options)).paths
}

/** The same with what went wrong. */
export async function evaluatedTasksOf(
  root: string,
  { system, env = process.env, signal }: TaskPathsOptions = {},
): Promise<EvaluatedTasks> {
  const program = findNix('nix-instantiate', { env })
  if (program === undefined) throw noNix()
  return evaluateTaskPaths({ root, program, system, inputOverrides: inputOverridesIn(env), env, signal })
}

function noNix(): NixError {
  return new NixError('NIX_MISSING', {
    message: 'there is no Nix on PATH or where its installers put it',
    hint: 'install it (https://nixos.org/download), or build with cargo: NX_CRANE_BUILDER=cargo',
  })
}
