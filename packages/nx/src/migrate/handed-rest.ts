import type { TargetKind } from '@nx-crane/graph'
import { fileInputs } from '../infer/target-inputs'
import { extraInputs } from './extra-inputs'
import type { HandOverContext } from './handed-target'

/** What is neither options nor executor, for a target that Nx merges with ours. */
export function mergedRest(
  old: Readonly<Record<string, unknown>>,
  place: string | null,
  { namedInputs }: Pick<HandOverContext, 'namedInputs'>,
): Record<string, unknown> {
  const { executor, options, configurations, cache, inputs, outputs, dependsOn, ...rest } = old
  const extra = extraInputs(inputs, namedInputs)
  const further = Array.isArray(dependsOn) ? dependsOn.filter((each) => each !== '...') : []
  return {
    ...rest,
    ...(cache === false ? { cache } : {}),
    ...(extra.length > 0 ? { inputs: ['...', ...extra] } : {}),
    ...(further.length > 0 ? { dependsOn: ['...', ...further] } : {}),
    ...(place === null ? {} : { outputs: ['{options.outputDir}'] }),
  }
}

/** The same for a target that our plugin does not know: it is cached by files, as it was. */
export function explicitRest(
  old: Readonly<Record<string, unknown>>,
  kind: TargetKind,
  { project }: Pick<HandOverContext, 'project'>,
): Record<string, unknown> {
  const { executor, options, configurations, outputs, ...rest } = old
  const isCached = old.cache === true && kind !== 'run' && kind !== 'bench'
  const leaves = Array.isArray(outputs) && kind === 'build'
  return {
    ...rest,
    ...(isCached && old.inputs === undefined
      ? { inputs: fileInputs(project.crate, [{ externalDependencies: [] }], false) }
      : {}),
    ...(leaves ? { outputs: ['{options.outputDir}'] } : {}),
    ...(kind === 'run' && old.continuous === undefined ? { continuous: true } : {}),
  }
}
