import type { ProjectConfiguration, TargetConfiguration } from '@nx/devkit'
import { type NxProject, stableJson } from './nx-graph'

/**
 * The `project.json` that a user of plain Nx writes to get `wanted` where Nx itself finds only `found`: what Nx infers by
 * itself is not repeated, and neither are defaults. `null` when there is nothing to write.
 *
 * @example handwrittenProject(wanted, wanted) // → null
 */
export function handwrittenProject(
  wanted: NxProject,
  found: NxProject | undefined,
): Record<string, unknown> | null {
  const { configuration } = wanted
  const bare = found?.configuration
  const targets = Object.entries(configuration.targets ?? {}).filter(
    ([name, target]) => stableJson(target) !== stableJson(bare?.targets?.[name]),
  )
  const dependencies = wanted.dependencies.filter((name) => !found?.dependencies.includes(name))
  const written = {
    ...changedFields(configuration, bare),
    ...(targets.length === 0
      ? {}
      : { targets: Object.fromEntries(targets.map(([name, target]) => [name, withoutDefaults(target)])) }),
    ...(dependencies.length === 0 ? {} : { implicitDependencies: dependencies }),
  }
  return Object.keys(written).length === 0 ? null : { name: configuration.name, ...written }
}

function changedFields(
  wanted: ProjectConfiguration,
  found: ProjectConfiguration | undefined,
): Record<string, unknown> {
  const fields = (['name', 'projectType', 'sourceRoot', 'tags', 'metadata'] as const).filter(
    (field) => wanted[field] !== undefined && stableJson(wanted[field]) !== stableJson(found?.[field]),
  )
  return Object.fromEntries(fields.map((field) => [field, wanted[field]]))
}

function withoutDefaults(target: TargetConfiguration): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(target).filter(
      ([field, value]) =>
        !(field === 'parallelism' && value === true) &&
        !(
          typeof value === 'object' &&
          value !== null &&
          Object.keys(value).length === 0 &&
          field !== 'inputs' &&
          // Left out it would be the one that nx.json has for targets of this name.
          field !== 'dependsOn'
        ),
    ),
  )
}
