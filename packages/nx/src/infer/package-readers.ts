import { crateBuilds } from '@nx-crane/graph'

/**
 * Whether a script is one of those that read what their package imports, so that it has to be built before. Others (formatting,
 * linting, cleaning, publishing, a program's own commands) worked without, and go on where the crate cannot be built; a
 * script that builds a crate itself needs it least of all.
 *
 * @param dir of the package
 * @example readsImports('lint', 'eslint .', 'web') // → false
 */
export function readsImports(name: string, command: string, dir: string): boolean {
  if (crateBuilds(command, dir).length > 0 || OTHER_WORK.test(name)) return false
  return READER.test(name) || stepsOf(command).some((step) => READING_TOOL.test(step))
}

function stepsOf(command: string): string[] {
  return command.split(/&&|\|\||;/).map((step) =>
    step
      .trim()
      .replace(/^(?:cross-env )?(?:\w+=\S* )+/, '')
      .replace(/^(?:npx|pnpm exec|pnpm|yarn|bunx) /, ''),
  )
}

const OTHER_WORK =
  /^(?:lint|format|fmt|prettier|clean|(?:pre|post)?install|prepare|(?:pre|post)?publish|prepublishOnly|release|version|changeset)(?:[:.-].*)?$/
const READER =
  /^(?:build|bundle|compile|tests?|unit|e2e|integration|coverage|bench|check-?types?|type-?check|types?|tsc|dev|develop|start|serve|preview|watch|storybook|docs?)(?:[:.-].*)?$/
const READING_TOOL =
  /^(?:tsc|vue-tsc|svelte-check|vite|vitest|webpack|rspack|rsbuild|rollup|rolldown|esbuild|tsup|tsdown|parcel|next|nuxt|astro|remix|jest|mocha|ava|playwright|cypress|wdio|storybook|typedoc)(?: |$)/
