import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import type { RunTasks } from '../kit/run-tasks'
import { type CiMachine, runScript } from './ci-machine'
import type { CiRemote } from './ci-remote'

interface Step {
  readonly name?: string
  readonly uses?: string
  readonly run?: string
  readonly if?: string
  readonly env?: Readonly<Record<string, string>>
  readonly with?: Readonly<Record<string, unknown>>
}

interface Workflow {
  readonly jobs: {
    readonly ci: { readonly env: Readonly<Record<string, string>>; readonly steps: readonly Step[] }
  }
}

export interface GithubEvent {
  readonly name: 'push' | 'pull_request'
  readonly commit: string
}

export interface GithubRun {
  readonly event: GithubEvent
  readonly env?: NodeJS.ProcessEnv
  /** Those of the repository; a fork has none. */
  readonly secrets?: Readonly<Record<string, string>>
}

export interface GithubJob {
  /** The steps that were run, and whether all went well. */
  readonly steps: readonly string[]
  readonly failed: string | null
  /** What Nx did in the step that runs tasks. */
  readonly tasks: RunTasks | null
  readonly output: string
}

/** Runs the steps of the workflow in a clean clone, in order. Actions are played by what this machine has. */
export async function runGithubJob(
  remote: CiRemote,
  machine: CiMachine,
  { event, env = {}, secrets = {} }: GithubRun,
): Promise<GithubJob> {
  const root = await remote.checkOut(event.commit)
  const { jobs } = parse(readFileSync(join(root, '.github/workflows/ci.yml'), 'utf8')) as Workflow
  const exported = join(root, '.git/github-env')
  writeFileSync(exported, '')
  const results = machine.restore(root)
  const context: NodeJS.ProcessEnv = {
    ...{ NX_CRANE_RESULTS_DIR: results, ...env },
    GITHUB_ENV: exported,
    GITHUB_OUTPUT: join(root, '.git/github-output'),
    GITHUB_ACTIONS: 'true',
    GITHUB_EVENT_NAME: event.name,
    GITHUB_REF: event.name === 'push' ? 'refs/heads/main' : 'refs/pull/1/merge',
    GITHUB_REF_NAME: event.name === 'push' ? 'main' : '1/merge',
    GITHUB_REPOSITORY: 'acme/app',
    GITHUB_WORKFLOW_REF: `acme/app/.github/workflows/ci.yml@refs/${event.name === 'push' ? 'heads/main' : 'pull/1/merge'}`,
  }
  const job = {
    steps: [] as string[],
    failed: null as string | null,
    tasks: null as RunTasks | null,
    output: '',
  }
  for (const step of jobs.ci.steps) {
    if (step.if !== undefined && !isTrue(step.if, event)) continue
    if (step.uses !== undefined) {
      play(step, () => machine.save(root, results))
      context.NIX_CONFIG = [context.NIX_CONFIG, step.with?.extra_nix_config].join('\n')
      continue
    }
    const own = Object.fromEntries(
      Object.entries({ ...jobs.ci.env, ...step.env }).map(([name, value]) => [
        name,
        filledIn(value, event, secrets),
      ]),
    )
    const environment = machine.environment({ ...context, ...own, ...variablesIn(exported) })
    const done = await runScript(root, step.run ?? '', environment)
    job.steps.push(step.name ?? '')
    job.output += `\n--- ${step.name}\n${done.finished.output}`
    if (step.env?.TARGETS !== undefined) job.tasks = done
    if (done.finished.code === 0) continue
    job.failed = step.name ?? ''
    break
  }
  rmSync(root, { recursive: true, force: true, maxRetries: 3, retryDelay: 200 })
  return job
}

/** What the actions would do here; one that the workflow should not have is an error. */
function play({ uses = '', with: inputs = {} }: Step, save: () => void): void {
  const action = uses.replace(/@.*/, '')
  if (action === 'actions/cache/save') {
    if (String(inputs.path).includes('~/.cache/nx-crane')) save()
    return
  }
  if (action === 'actions/checkout' && inputs['fetch-depth'] !== 0)
    throw new Error('the clone would be shallow')
  const known = [
    'actions/checkout',
    'actions/setup-node',
    'actions/cache/restore',
    'cachix/install-nix-action',
    'nix-community/cache-nix-action',
  ]
  if (!known.includes(action)) throw new Error(`nobody plays ${uses}`)
}

/** The only conditions and expressions that the workflow has outside of what actions are given. */
function isTrue(condition: string, { name }: GithubEvent): boolean {
  const more = ["github.ref == 'refs/heads/main'", "steps.target.outputs.cache-hit != 'true'"]
  const ofPushes = ['', ...more.map((each) => ` && ${each}`)].map(
    (end) => `github.event_name == 'push'${end}`,
  )
  if (ofPushes.includes(condition)) return name === 'push'
  throw new Error(`nobody knows whether ${condition}`)
}

function filledIn(value: string, { name }: GithubEvent, secrets: Readonly<Record<string, string>>): string {
  if (!value.includes('${{')) return value
  if (value === `\${{ github.event_name == 'push' && github.token || '' }}`)
    return name === 'push' ? 'token' : ''
  // There is no merge queue here.
  if (value === `\${{ github.event.merge_group.base_sha }}`) return ''
  const secret = /^\$\{\{ secrets\.(\w+) \}\}$/.exec(value)?.[1]
  if (secret !== undefined) return secrets[secret] ?? ''
  throw new Error(`nobody knows what ${value} is`)
}

function variablesIn(file: string): Record<string, string> {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []
  return Object.fromEntries(
    lines.filter((line) => line !== '').map((line) => [line.replace(/=.*/, ''), line.replace(/^[^=]*=/, '')]),
  )
}
