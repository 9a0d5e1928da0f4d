import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { runProgram } from '../kit/run-program'
import { type RunTasks, readTasks } from '../kit/run-tasks'
import { userPath } from '../kit/user-path'

/** Programs that would change this machine, or ask GitHub; that they are called is written down. */
const STAND_INS = ['apt-get', 'rustup', 'gh'] as const

/** What a provider of CI has beside the machine that runs a job: caches, and the memory of earlier runs. */
export class CiMachine {
  readonly #directory = mkdtempSync(join(tmpdir(), 'nx-crane-e2e-machine-'))
  readonly #calls = join(this.#directory, 'calls')

  constructor() {
    mkdirSync(join(this.#directory, 'bin'))
    for (const name of ['nx', 'results']) mkdirSync(join(this.#saved, name), { recursive: true })
    for (const name of STAND_INS) {
      const answer = name === 'gh' ? `cat '${this.#answer}' 2>/dev/null` : ':'
      const script = `#!/bin/sh\necho ${name} "$@" >> '${this.#calls}'\n${answer}\n`
      writeFileSync(join(this.#directory, 'bin', name), script, { mode: 0o755 })
    }
  }

  /** What GitHub says is the last good commit. */
  set lastGood(commit: string) {
    writeFileSync(this.#answer, `${commit}\n`)
  }

  /** How the programs that stand in for others were called. */
  get calls(): string {
    return existsSync(this.#calls) ? readFileSync(this.#calls, 'utf8') : ''
  }

  /** An environment as of a fresh machine: nothing of ours, and nothing of this run of CI. */
  environment(extra: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
    const isOwn = ([name]: [string, unknown]) =>
      !/^(NX_|npm_|CI(_|$)|GITHUB_|(NODE_ENV|CARGO_TARGET_DIR)$)/.test(name)
    // npm that starts tests says where it is and what it was asked for; Vite in this process leaves NODE_ENV, for which npm installs less.
    const added = Object.entries(extra).filter(([name]) => !/^(npm_.*|NODE_ENV)$/.test(name))
    return {
      ...Object.fromEntries(Object.entries(process.env).filter(isOwn)),
      ...{ CI: 'true', NO_COLOR: '1', ...Object.fromEntries(added) },
      PATH: [join(this.#directory, 'bin'), extra.PATH ?? userPath()].join(delimiter),
    }
  }

  /** What the cache holds, laid into a clone; gives the directory of results for this job alone. */
  restore(root: string): string {
    const own = mkdtempSync(join(this.#directory, 'job-'))
    cpSync(this.#saved, own, { recursive: true })
    cpSync(join(own, 'nx'), join(root, '.nx'), { recursive: true })
    return join(own, 'results')
  }

  /** What a job has restored, and added to since. Of Nx's data only the database is kept. */
  save(root: string, results: string): void {
    rmSync(this.#saved, { recursive: true })
    const isKept = (path: string) =>
      statSync(path).isDirectory() || !/workspace-data/.test(path) || path.endsWith('.db')
    cpSync(results, join(this.#saved, 'results'), { recursive: true })
    cpSync(join(root, '.nx'), join(this.#saved, 'nx'), { recursive: true, filter: isKept })
  }

  dispose(): void {
    rmSync(this.#directory, { recursive: true, force: true })
  }

  get #saved(): string {
    return join(this.#directory, 'saved')
  }

  get #answer(): string {
    return join(this.#directory, 'last-good')
  }
}

/** Runs a script as GitHub does with `shell: bash`, and gives what Nx did in it. */
export async function runScript(root: string, script: string, env: NodeJS.ProcessEnv): Promise<RunTasks> {
  const report = join(root, '.nx/cache/run.json')
  rmSync(report, { force: true })
  const bash = ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script]
  const finished = await runProgram('bash', bash, { cwd: root, env, mayFail: true })
  return readTasks(existsSync(report) ? readFileSync(report, 'utf8') : undefined, finished)
}

/** The projects that anything was done for. */
export function projectsIn({ executed, hits, failed }: RunTasks): string[] {
  return [...new Set([...executed, ...hits, ...failed].map((id) => id.replace(/:[^:]*$/, '')))].sort()
}
