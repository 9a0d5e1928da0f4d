import { spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

export interface ContainedOptions {
  readonly cwd: string
  readonly env: NodeJS.ProcessEnv
  /** Milliseconds after which it counts as hanging and is killed. */
  readonly limit: number
  /** What it has started and left running goes on until {@link endLeft}. */
  readonly leave?: boolean
  /** Killed in the middle, on purpose. */
  readonly kill?: Kill
}

export interface Kill {
  /** Milliseconds after its start. */
  readonly after: number
  /** The program alone, or with all that it has started. */
  readonly what: 'leader' | 'group'
}

export interface Contained {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  /** Both streams in the order they came. */
  readonly output: string
  readonly hung: boolean
  readonly milliseconds: number
}

/** In the environment of all that a contained program starts, whatever process groups it makes. */
const MARK = 'NX_CRANE_FAULTS_RUN'

let runs = 0

/** Runs a program in a process group of its own, with a limit; nothing of it is left running. */
export async function runContained(
  command: readonly string[],
  options: ContainedOptions,
): Promise<Contained> {
  runs += 1
  const mark = `${process.pid}-${runs}`
  try {
    return await runMarked(command, options, mark)
  } finally {
    // Where only the leader was killed the others go on, as they would: the next run meets them.
    if (options.leave || options.kill?.what === 'leader') left.add(mark)
    else killMarked(mark)
  }
}

const left = new Set<string>()

/** Ends what programs have left running whose leader was killed. */
export function endLeft(): void {
  for (const mark of left) killMarked(mark)
  left.clear()
}

function runMarked(
  [program = '', ...args]: readonly string[],
  { cwd, env, limit, kill }: ContainedOptions,
  mark: string,
): Promise<Contained> {
  return new Promise((resolve, reject) => {
    const started = performance.now()
    const child = spawn(program, args, {
      cwd,
      env: { ...env, [MARK]: mark },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    })
    let stdout = ''
    let output = ''
    let hung = false
    const limited = setTimeout(() => {
      hung = true
      killGroup(child.pid)
      killMarked(mark)
    }, limit)
    const killed =
      kill &&
      setTimeout(() => (kill.what === 'group' ? killGroup(child.pid) : child.kill('SIGKILL')), kill.after)
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text
      output += text
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
    child.on('error', reject)
    child.on('exit', (code, signal) => {
      clearTimeout(limited)
      clearTimeout(killed)
      const milliseconds = performance.now() - started
      const end = () => resolve({ code, signal, stdout, output, hung, milliseconds })
      // What it has left running holds its pipes open.
      const patience = setTimeout(end, kill ? 50 : 500)
      child.once('close', () => {
        clearTimeout(patience)
        end()
      })
    })
  })
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // all of them have ended
  }
}

/** Ends what has left the process group: workers and daemons make groups of their own. */
function killMarked(mark: string): void {
  for (let tries = 0; tries < 3; tries++) {
    const pids = markedProcesses(mark)
    if (pids.length === 0) return
    for (const pid of pids) {
      try {
        process.kill(pid, 'SIGKILL')
      } catch {
        // it has ended
      }
    }
  }
}

function markedProcesses(mark: string): number[] {
  if (process.platform !== 'linux') return []
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name) || Number(name) === process.pid) return []
    try {
      return readFileSync(`/proc/${name}/environ`, 'latin1').split('\0').includes(`${MARK}=${mark}`)
        ? [Number(name)]
        : []
    } catch {
      return [] // it has ended, or is somebody else's
    }
  })
}
