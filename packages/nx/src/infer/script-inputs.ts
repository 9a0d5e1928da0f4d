import type { NxJsonConfiguration } from '@nx/devkit'
import { isBundlerStep, stepsOf } from './build-steps'
import type { TargetInputs } from './options'

/**
 * The inputs of a cached script of a TypeScript package: the named input `production`, where nx.json has one, for what is bundled
 * and for dependencies; all of the package for what is tested or checked, and for what a compiler builds, but for what
 * {@link Script.excludes} names: it checks and writes every file that its tsconfig includes, tests among them.
 */
export function scriptInputs(
  { name, command, excludes = null }: Script,
  nxJson: NxJsonConfiguration,
): TargetInputs {
  if (nxJson.namedInputs?.production === undefined) return ['default', '^default']
  if (name !== 'build' || readsForPeople(command)) return ['default', '^production']
  if (stepsOf(command).every(isBundlerStep)) return ['production', '^production']
  return ['default', ...(excludes ?? []).map((glob) => `!{projectRoot}/${glob}`), '^production']
}

export interface Script {
  readonly name: string
  readonly command: string
  /** Globs of what it certainly does not read, relative to the package; null where nothing is known. */
  readonly excludes?: readonly string[] | null
}

/** A build that packs the README, say, is made from it. */
function readsForPeople(command: string): boolean {
  return /readme|changelog|\.md\b/i.test(command)
}

/**
 * Inputs with the npm packages that the command may use, instead of all that the lock file has: without any such input
 * each of them is one of every task.
 *
 * @param externals names in Nx's graph; null where they are not known
 */
export function withExternals(inputs: TargetInputs, externals: readonly string[] | null): TargetInputs {
  // Along `^name` Nx finds what the packages themselves ask for; other inputs do not lead it there.
  const isFollowing = inputs.some((input) => typeof input === 'string' && /^\^[^{]/.test(input))
  if (externals === null || !isFollowing || namesExternals(inputs)) return inputs
  return [...inputs, { externalDependencies: [...externals] }]
}

export function namesExternals(inputs: TargetInputs): boolean {
  return inputs.some((input) => typeof input === 'object' && 'externalDependencies' in input)
}
