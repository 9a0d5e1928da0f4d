import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import type { RunTasks } from '../kit/run-tasks'
import { type CiMachine, runScript } from './ci-machine'
import type { CiRemote } from './ci-remote'

interface Job {
  readonly variables: Readonly<Record<string, string>>
  readonly before_script: readonly string[]
  readonly script: readonly string[]
  readonly after_script: readonly string[]
}

/** Runs the commands of the job for GitLab in a clean clone, as one script; gives what it leaves in the cache as the last good commit. */
export async function runGitlabJob(
  remote: CiRemote,
  machine: CiMachine,
  { commit, base }: { readonly commit: string; readonly base: string },
): Promise<{ tasks: RunTasks; lastGood: string }> {
  const root = await remote.checkOut(commit)
  const { 'nx-crane': job } = parse(readFileSync(join(root, '.gitlab/nx-crane.yml'), 'utf8')) as {
    'nx-crane': Job
  }
  const context = { CI_PROJECT_DIR: root, CI_MERGE_REQUEST_DIFF_BASE_SHA: base }
  const own = Object.entries(job.variables).map(([name, value]) => [
    name,
    value.replace('$CI_PROJECT_DIR', root),
  ])
  const env = machine.environment({ ...context, ...Object.fromEntries(own) })
  const tasks = await runScript(root, [...job.before_script, ...job.script].join('\n'), env)
  const status = tasks.finished.code === 0 ? 'success' : 'failed'
  await runScript(root, job.after_script.join('\n'), { ...env, CI_JOB_STATUS: status })
  const kept = join(root, '.nx/cache/ci/last-good-commit')
  const lastGood = existsSync(kept) ? readFileSync(kept, 'utf8').trim() : ''
  rmSync(root, { recursive: true, force: true, maxRetries: 3, retryDelay: 200 })
  return { tasks, lastGood }
}
