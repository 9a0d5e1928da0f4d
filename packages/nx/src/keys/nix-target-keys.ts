import { NIX_KINDS, type TaskKind } from '@nx-crane/graph'
import { machineEnvironment } from '@nx-crane/keys/cli'
import type { EvaluatedTasks } from '@nx-crane/nix/cli'
import { type Options, requestedBuilder } from '../infer/options'
import { evaluatedTasksOf } from '../nix/evaluated-tasks'
import { Builders } from './builders'
import { unknownCrate } from './nix-key-part'
import type { KeyedTarget, TargetKey } from './target-key'

export interface NixKeysRequest {
  /** Absolute path of the Nx workspace. */
  readonly root: string
  readonly options: Options
  readonly env?: NodeJS.ProcessEnv
  /** Where the files lie that Nix evaluates. */
  checkout(): string
  look<T>(found: () => T): T
}

/** Of those targets that Nix builds: all that are left to it, but for what the flake has no task for. */
export async function nixKeys(
  keyed: readonly KeyedTarget[],
  { root, options, env = process.env, checkout, look }: NixKeysRequest,
): Promise<Map<KeyedTarget, TargetKey>> {
  // A Nix of the repository is not run.
  const machine = machineEnvironment(root, env)
  const builders = look(() => Builders.find(root, machine))
  const isNix = (kind: TaskKind) =>
    NIX_KINDS.some((known) => known === kind && builders.of(requestedBuilder(options, known)) === 'nix')
  const own = keyed.filter(({ kind }) => isNix(kind))
  if (own.length === 0) return new Map()
  const evaluated = await evaluatedTasksOf(checkout(), { env: machine })
  return new Map(
    own.flatMap((target): [KeyedTarget, TargetKey][] => {
      const key = nixTargetKey(target, evaluated)
      return key ? [[target, key]] : []
    }),
  )
}

function nixTargetKey(
  { crate, project, target, kind }: KeyedTarget,
  { paths, errors, nixVersion, system }: EvaluatedTasks,
): TargetKey | undefined {
  const place = { project, target, crate: crate.id, kind }
  const tasks = paths[crate.id]?.tasks
  const path = tasks?.[kind]
  if (tasks && path === undefined) return undefined
  if (!path) {
    const error = errors[crate.id]?.[kind] ?? unknownCrate(crate.id)
    return { ...place, key: null, digest: null, inputs: [], error: error.message }
  }
  const inputs = { builder: 'nix', derivation: path.derivation, system, nix: nixVersion }
  return {
    ...place,
    key: path.storePath,
    digest: null,
    inputs: Object.entries(inputs).map(([what, value]) => ({ what, value })),
    error: null,
  }
}
