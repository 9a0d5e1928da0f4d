import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { handwrittenProject } from './handwritten-project'
import type { NxGraph } from './nx-graph'

/** A plugin that finds nothing: what is left is what Nx itself spends on having a plugin, a process among it. */
export const EMPTY_PLUGIN = 'empty-plugin'

/** The same, which Nx asks before each run, and which sets a variable as nx-crane does. */
export const EMPTY_HOOK = 'empty-hook'

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

/** An installed package, as nx-crane is: Nx takes longer to resolve a plugin that is a file of the repository. */
export function installEmptyPlugins(root: string): void {
  const nodes = "createNodes: ['**/no-such-file', () => []]"
  const hook =
    "preTasksExecution: async () => { process.env.EMPTY_HOOK = '1'; delete process.env.EMPTY_HOOK }"
  installPlugin(root, EMPTY_PLUGIN, nodes)
  installPlugin(root, EMPTY_HOOK, `${nodes}, ${hook}`)
}

function installPlugin(root: string, name: string, body: string): void {
  const directory = join(root, 'node_modules', name)
  mkdirSync(directory, { recursive: true })
  writeFileSync(
    join(directory, 'package.json'),
    `${JSON.stringify({ name, version: '1.0.0', main: 'index.js' })}\n`,
  )
  writeFileSync(join(directory, 'index.js'), `module.exports = { name: '${name}', ${body} }\n`)
}
