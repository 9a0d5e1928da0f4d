import { writeFileSync } from 'node:fs'
import { NxTasks } from '../../check-keys/nx-tasks'
import type { TaskHashes } from './contestant'

/** Writes into a file the hashes that Nx has for the builds of the repository in the current directory. */
async function main(output: string): Promise<void> {
  const tasks = await NxTasks.plan(process.cwd(), 'build')
  const hashes = await tasks.hashesAtOnce()
  const builds = tasks.projects.flatMap(({ name, data }): [string, string][] => {
    const task = hashes.get(`${name}:build`)
    return task ? [[data.root, task.hash]] : []
  })
  writeFileSync(output, JSON.stringify(Object.fromEntries(builds) satisfies TaskHashes))
}

main(process.argv[2] ?? '').then(
  // Nx keeps its database open.
  () => process.exit(0),
  (error) => {
    console.error(error)
    process.exit(1)
  },
)
