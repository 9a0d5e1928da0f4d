/** The commands of a script, one after the other. */
export function stepsOf(command: string): string[] {
  return command
    .split(/&&|\|\||[;&|\n]/)
    .map((step) => step.trim())
    .filter((step) => step !== '')
}

/** Whether a step reads what its entries import and nothing else, or only tidies up; a script that starts others may do anything. */
export function isBundlerStep(step: string): boolean {
  return BUNDLER.test(step) || TIDYING.test(step)
}

const BUNDLER =
  /^(?:\w+=\S+ +)*(?:(?:npx|bunx|cross-env|pnpm exec|yarn) +(?:\w+=\S+ +)*)?(?:vite build|(?:esbuild|rollup|rolldown|tsup|tsdown|microbundle|parcel build|webpack|rspack)(?= |$))/
const TIDYING = /^(?:rm|rimraf|mkdir|shx rm|shx mkdir|del-cli|echo)(?: |$)/
