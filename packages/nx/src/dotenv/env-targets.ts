import type { ExecutorContext } from '@nx/devkit'
import type { TaskKind } from '@nx-crane/graph'
import type { EnvTarget } from './env-files'

/** Where the environments of a crate's tasks of one kind come from: a kind may have several targets, and each several configurations. */
export interface EnvTargetOfKind extends EnvTarget {
  readonly kind: TaskKind
}

/** The same; none where Nx was told not to load such files. */
export function loadedEnvTargets(
  context: Pick<ExecutorContext, 'projectsConfigurations'>,
  environment: NodeJS.ProcessEnv,
): Map<string, EnvTargetOfKind[]> {
  return loadsEnvFiles(environment) ? envTargets(context) : new Map()
}

/** Nx says so to the processes that run its tasks. */
export function loadsEnvFiles(environment: NodeJS.ProcessEnv): boolean {
  return environment.NX_LOAD_DOT_ENV_FILES === 'true'
}

/** The targets of all crates that have keys, by manifest: those that the project graph has. */
export function envTargets({
  projectsConfigurations,
}: Pick<ExecutorContext, 'projectsConfigurations'>): Map<string, EnvTargetOfKind[]> {
  const found = new Map<string, EnvTargetOfKind[]>()
  for (const { root: projectRoot, targets } of Object.values(projectsConfigurations.projects)) {
    for (const [target, { executor, options, configurations }] of Object.entries(targets ?? {})) {
      if (executor !== 'nx-crane:cargo' && executor !== 'nx-crane:wasm') continue
      const { manifest, kind } = (options ?? {}) as { manifest?: string; kind?: TaskKind }
      const own = executor === 'nx-crane:wasm' ? 'wasm' : kind
      if (manifest === undefined || own === undefined) continue
      const all = [undefined, ...Object.keys(configurations ?? {})].map((configuration) => ({
        ...{ kind: own, projectRoot, target, configuration },
      }))
      found.set(manifest, [...(found.get(manifest) ?? []), ...all])
    }
  }
  return found
}
