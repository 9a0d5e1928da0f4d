import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** One of nx-crane's own: what a project.json gives another executor stays beside what is inferred, and would not replace it. */
export const TRIVIAL_EXECUTOR = 'nx-crane:trivial'

const PROGRAM = `const { execSync } = require('node:child_process')
exports.default = async ({ command, cwd }, { root }) => {
  execSync(command, { cwd: require('node:path').join(root, cwd), stdio: 'inherit' })
  return { success: true }
}
`

/** Adds the executor to an unpacked nx-crane: it runs a command, as `nx:run-commands` does. */
export function addTrivialExecutor(plugin: string): void {
  const file = join(plugin, 'executors.json')
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as { executors: Record<string, object> }
  manifest.executors.trivial = { implementation: './trivial.js', schema: './trivial.json' }
  writeFileSync(file, JSON.stringify(manifest))
  writeFileSync(join(plugin, 'trivial.js'), PROGRAM)
  writeFileSync(join(plugin, 'trivial.json'), JSON.stringify({ version: 2, type: 'object', properties: {} }))
}
