import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { handwrittenProject } from './handwritten-project'
import type { NxGraph } from './nx-graph'

/** A plugin that finds nothing: what is left is what Nx itself spends on having a plugin, a process among it. */
export const EMPTY_PLUGIN = './empty-plugin.cjs'

/** Writes into `root` the configuration by hand that leads plain Nx from `found` to `wanted`. */
export function writeByHand(root: string, { wanted, found }: { wanted: NxGraph; found: NxGraph }): void {
  for (const [projectRoot, project] of wanted.projects) {
    const written = handwrittenProject(project, found.projects.get(projectRoot))
    if (written === null) continue
    const directory = join(root, projectRoot)
    mkdirSync(directory, { recursive: true })
    writeFileSync(join(directory, 'project.json'), `${JSON.stringify(written, null, 2)}\n`)
  }
}

export function writeEmptyPlugin(root: string): void {
  writeFileSync(
    join(root, EMPTY_PLUGIN),
    "module.exports = { name: 'empty', createNodes: ['**/no-such-file', () => []] }\n",
  )
}
