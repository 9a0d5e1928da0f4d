import type { NxJsonConfiguration } from '@nx/devkit'
import type { TargetInputs } from './options'

/**
 * The inputs of a cached script of a TypeScript package: the named input `production`, where nx.json has one, for what is bundled
 * and for dependencies; all of the package for what is tested or checked, and for what a compiler builds: it checks and writes
 * every file that its tsconfig includes, tests among them.
 */
export function scriptInputs(
  script: { readonly name: string; readonly command: string },
  nxJson: NxJsonConfiguration,
): TargetInputs {
  if (nxJson.namedInputs?.production === undefined) return ['default', '^default']
  const isProduction = script.name === 'build' && isBundled(script.command) && !readsForPeople(script.command)
  return [isProduction ? 'production' : 'default', '^production']
}

/** Every step is one that reads what its entries import, and nothing else; a script that starts others may do anything. */
function isBundled(command: string): boolean {
  return command
    .split(/&&|\|\||[;&|\n]/)
    .every((step) => BUNDLER.test(step.trim()) || TIDYING.test(step.trim()))
}

const BUNDLER =
  /^(?:\w+=\S+ +)*(?:(?:npx|bunx|cross-env|pnpm exec|yarn) +(?:\w+=\S+ +)*)?(?:vite build|(?:esbuild|rollup|rolldown|tsup|tsdown|microbundle|parcel build|webpack|rspack)(?= |$))/
const TIDYING = /^(?:rm|rimraf|mkdir|shx rm|shx mkdir|del-cli|echo)(?: |$)/

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
