import type { TaskKind } from '@nx-crane/graph'
import { type KeyInput, variableInput } from '@nx-crane/keys'
import type { EnvTargetOfKind } from './env-targets'
import type { TaskEnvironment } from './task-environment'

/**
 * What `.env` files say to the tasks of one crate, as inputs of their keys, by kind. Which configuration a task will be run with
 * nobody knows when keys are computed, so all that it has count.
 */
export function envInputs(
  targets: readonly EnvTargetOfKind[],
  environments: TaskEnvironment,
): Map<TaskKind, KeyInput[]> {
  const found = new Map<TaskKind, KeyInput[]>()
  for (const target of targets) {
    const values = environments.of(target)
    const inputs = Object.keys(values).map((name) => {
      const { what, value } = variableInput(values, name)
      return { what: `${what}, of ${nameOf(target)}`, value }
    })
    if (inputs.length > 0) found.set(target.kind, [...(found.get(target.kind) ?? []), ...inputs])
  }
  return found
}

function nameOf({ target, configuration }: EnvTargetOfKind): string {
  return configuration === undefined ? target : `${target}:${configuration}`
}
