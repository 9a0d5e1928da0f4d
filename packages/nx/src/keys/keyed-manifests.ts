import type { ExecutorContext } from '@nx/devkit'
import type { KeyOptions } from './key-options'

/**
 * The manifests of all crates that Nx has projects of, whichever of them a run is about: what lies in another crate does
 * not belong to a crate, and whether it does must not depend on the run.
 */
export function keyedManifests({
  projectsConfigurations,
}: Pick<ExecutorContext, 'projectsConfigurations'>): string[] {
  const manifests = new Set<string>()
  for (const { targets } of Object.values(projectsConfigurations.projects)) {
    for (const { executor, options } of Object.values(targets ?? {})) {
      if (executor !== 'nx-crane:key') continue
      const { manifest, workspace } = (options ?? {}) as Partial<KeyOptions>
      for (const path of [manifest, workspace]) if (typeof path === 'string') manifests.add(path)
    }
  }
  return [...manifests].sort()
}
