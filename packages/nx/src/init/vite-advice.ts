import { type PackageManager, parentDir, type SourceTree } from '@nx-crane/graph'
import { reachOfPackages } from '../infer/npm-reach'
import { buildWorkspaceFacts } from '../infer/workspace-facts'
import { projectManifests } from '../project-manifests'
import { dependsOn } from './dev-dependencies'
import { type InitPlan, NOTHING } from './init-plan'

const PLUGIN = '@nx-crane/vite'
const CONFIG = /^vite\.config\.[cm]?[jt]s$/
const SHOWN = 5

/**
 * What to add so that Vite apps which use a crate see it being edited; nothing where the plugin for Vite is there. It stays
 * advice: builds do without, and a configuration of Vite is a program.
 */
export function planViteAdvice(tree: SourceTree, manager: PackageManager): InitPlan {
  const manifests = projectManifests(tree)
  const facts = buildWorkspaceFacts(tree, [...manifests.cargo, ...manifests.npm, ...manifests.nx])
  const reached = reachOfPackages(
    facts.packages.map(({ manifest }) => manifest),
    facts.edges,
  )
  const hasPlugin = (manifest: string) => dependsOn(tree.read(manifest) ?? '{}', PLUGIN)
  if (manifests.npm.includes('package.json') && hasPlugin('package.json')) return NOTHING
  const configs = [...reached.keys()]
    .filter((manifest) => !hasPlugin(manifest))
    .flatMap((manifest) => {
      const dir = parentDir(manifest)
      const config = [...(tree.list(dir)?.keys() ?? [])].find((name) => CONFIG.test(name))
      return config === undefined ? [] : [dir === '' ? config : `${dir}/${config}`]
    })
    .sort()
  if (configs.length === 0) return NOTHING
  const more = configs.length > SHOWN ? ` and ${configs.length - SHOWN} more` : ''
  return {
    files: [],
    notes: [
      `to see edits of crates in Vite's dev server, run "${manager.addDev(PLUGIN)}" and add nxCrane() (import nxCrane from '${PLUGIN}') ` +
        `to the plugins of ${configs.slice(0, SHOWN).join(', ')}${more}`,
    ],
  }
}
