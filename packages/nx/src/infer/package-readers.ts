import { crateBuilds } from '@nx-crane/cargo'

/**
 * Whether a script may read what its package imports, so that it has to be built before. Formatting, linting, cleaning and
 * publishing worked without, and go on where the crate cannot be built; a script that builds a crate itself needs it least of all.
 *
 * @param dir of the package
 * @example readsImports('lint', 'eslint .', 'web') // → false
 */
export function readsImports(name: string, command: string, dir: string): boolean {
  if (crateBuilds(command, dir).length > 0) return false
  const steps = command.split(/&&|\|\||;/).map((step) =>
    step
      .trim()
      .replace(/^(?:\w+=\S* )+/, '')
      .replace(/^(?:npx|pnpm exec|pnpm|yarn|bunx|cross-env(?: \w+=\S*)*) /, ''),
  )
  return !OTHER_WORK.test(name) && !steps.every((step) => OTHER_TOOL.test(step))
}

const OTHER_WORK =
  /^(?:lint|format|fmt|prettier|clean|(?:pre|post)?install|prepare|(?:pre|post)?publish|prepublishOnly|release|version|changeset|deps|outdated|upgrade|licenses?)(?:[:.-].*)?$/
const OTHER_TOOL =
  /^(?:eslint|prettier|biome|oxlint|oxfmt|stylelint|dprint|rimraf|del-cli|rm|mkdir|cp|mv|echo|husky|lefthook|changeset|npm-check-updates|ncu|syncpack|knip)(?: |$)/
