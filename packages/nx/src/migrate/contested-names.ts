import type { SourceTree } from '@nx-crane/graph'
import { isObject, parseJson, textOf } from '../init/edit-json'
import { OLD_PLUGINS } from './old-plugins'

/** What the plugins of Nx make targets of, ours and those that ours composes. */
const CONFIGURATION =
  /^(vite|vitest|jest|eslint|webpack|rollup|rspack|rsbuild|rolldown|playwright|cypress|next|nuxt|remix)\.config\.|^tsconfig.*\.json$|^\.eslintrc/

/**
 * Whether another plugin may give the project in this directory targets of its own, of the same names as ours: ESLint's
 * `lint`, say, that stood back behind a target in project.json.
 */
export function isContested(dir: string, tree: SourceTree): boolean {
  const names = [...(tree.list(dir)?.keys() ?? [])]
  if (names.some((name) => CONFIGURATION.test(name))) return true
  return names.includes('package.json') && hasOtherPlugins(tree)
}

function hasOtherPlugins(tree: SourceTree): boolean {
  const { plugins } = parseJson(tree.read('nx.json') ?? '{}', 'nx.json')
  const known = new Set(['nx-crane', ...OLD_PLUGINS.map((plugin) => plugin.package)])
  return (Array.isArray(plugins) ? plugins : []).some(
    (entry) => !known.has(textOf(isObject(entry) ? entry.plugin : entry)),
  )
}
