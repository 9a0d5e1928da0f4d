import { machineEnvironment } from '@nx-crane/keys/cli'
import type { EvaluatedTasks } from '@nx-crane/nix/cli'
import { type Options, parseOptions } from '../infer/options'
import { targetKeys } from '../keys/target-keys'
import { evaluatedTasksOf } from '../nix/evaluated-tasks'
import { NxCraneError } from '../nx-crane-error'
import { manifestPaths } from '../project-manifests'
import { pluginOptions, readNxJson } from '../read-nx-json'

/** A task that Nix builds. */
export interface CachedTask {
  /** `project:target` */
  readonly id: string
  readonly storePath: string
  /** What the flake calls it. */
  readonly attribute: string
  readonly kind: string
}

export interface CachedTasks {
  /** Sorted by id. */
  readonly tasks: readonly CachedTask[]
  /** Why others of these projects have no store path. */
  readonly faults: readonly string[]
}

export interface CacheRepository {
  /** Absolute. */
  readonly root: string
  readonly options: Options
  /** In which no program of the repository is found. */
  readonly env: NodeJS.ProcessEnv
}

export function openCacheRepository(root: string, env: NodeJS.ProcessEnv): CacheRepository {
  return {
    root,
    options: parseOptions(pluginOptions(readNxJson(root))),
    env: machineEnvironment(root, env),
  }
}

/**
 * The tasks of these projects, or of all, that Nix builds of the working tree.
 *
 * @throws NxCraneError where a project is unknown, or Nix builds none
 */
export async function cachedTasks(
  { root, options, env }: CacheRepository,
  projects: readonly string[],
): Promise<CachedTasks> {
  const keys = await targetKeys({ root, files: manifestPaths(root), options, projects, env })
  const unknown = projects.filter((name) => !keys.some(({ project }) => project === name))
  if (unknown.length > 0) {
    throw new NxCraneError('UNKNOWN_PROJECT', {
      message: `there is no crate whose project is named ${unknown.map((name) => JSON.stringify(name)).join(', ')}`,
      hint: '`nx-crane key` lists the projects of all crates',
    })
  }
  const byNix = keys.filter(({ inputs }) =>
    inputs.some(({ what, value }) => what === 'builder' && value === 'nix'),
  )
  if (byNix.length === 0) {
    throw new NxCraneError('NOTHING_OF_NIX', {
      message:
        keys.find(({ error }) => error !== null)?.error ??
        'cargo builds these projects, so no cache of Nix holds them',
      hint: 'write a flake with `nx-crane flake` and set the option "builder" to "nix" (docs/nix.md)',
    })
  }
  const names = attributesOf(await evaluatedTasksOf(root, { env }))
  return {
    tasks: byNix.flatMap(({ project, target, key }) => {
      const name = key === null ? undefined : names.get(key)
      return key === null || name === undefined
        ? []
        : [{ id: `${project}:${target}`, storePath: key, ...name }]
    }),
    faults: [...new Set(keys.flatMap(({ error }) => error ?? []))],
  }
}

function attributesOf({ paths }: EvaluatedTasks): Map<string, { attribute: string; kind: string }> {
  return new Map(
    Object.values(paths).flatMap(({ attribute, tasks }) =>
      Object.entries(tasks).flatMap(([kind, task]) =>
        task === null ? [] : [[task.storePath, { attribute, kind }] as const],
      ),
    ),
  )
}
