import { join } from 'node:path'
import { runProgram } from '../kit/run-program'

/** The ids of tasks that `nx-crane affected` prints for two commits of a repository, sorted. */
export async function printedTasks(
  root: string,
  { base, head, env }: { readonly base: string; readonly head: string; readonly env: NodeJS.ProcessEnv },
): Promise<string[]> {
  const program = join(root, 'node_modules/nx-crane/dist/bin.js')
  const { stdout } = await runProgram(
    process.execPath,
    [program, 'affected', '--base', base, '--head', head, '--json'],
    { cwd: root, env },
  )
  const { tasks } = JSON.parse(stdout) as { tasks: { project: string; target: string }[] }
  return tasks.map(({ project, target }) => `${project}:${target}`).sort()
}
