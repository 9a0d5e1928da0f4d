import { type ChildProcess, spawn } from 'node:child_process'
import { NixError } from '../nix-error'

export interface NixCommand {
  /** Path of the program. */
  readonly program: string
  readonly args: readonly string[]
  readonly cwd: string
  readonly env: NodeJS.ProcessEnv
  /** What it reads from its standard input; nothing when left out. */
  readonly input?: string | undefined
  /** Aborting ends the program. */
  readonly signal?: AbortSignal | undefined
  /** How long it may take; as long as it likes when left out, as a build may. */
  readonly milliseconds?: number
}

export interface NixExit {
  /** Null when a signal ended it. */
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

const GRACE_MILLISECONDS = 3_000

/** Runs one of Nix's programs to its end, without a shell. Throws a NixError when it cannot be started. */
export function runNix(command: NixCommand): Promise<NixExit> {
  const { program, args, cwd, env, milliseconds } = command
  const timeout = milliseconds === undefined ? undefined : AbortSignal.timeout(milliseconds)
  const signal = timeout
    ? AbortSignal.any([timeout, ...(command.signal ? [command.signal] : [])])
    : command.signal
  return new Promise((resolve, reject) => {
    const child = spawn(program, [...args], { cwd, env, stdio: ['pipe', 'pipe', 'pipe'] })
    // It may be gone before it has read all.
    child.stdin.on('error', () => {}).end(command.input ?? '')
    const stdout: Buffer[] = []
    const stderr: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk))
    const stopWatching = endOnAbort(child, signal)
    child.once('error', (cause) => {
      stopWatching()
      reject(cannotStart(program, cause))
    })
    child.once('close', (code) => {
      stopWatching()
      if (timeout?.aborted && code === null) return reject(noAnswer(command))
      const text = (chunks: readonly Buffer[]) => Buffer.concat(chunks).toString('utf8')
      resolve({ code, stdout: text(stdout), stderr: text(stderr) })
    })
  })
}

/** Ends the program also when this process exits, whoever ends that. */
function endOnAbort(child: ChildProcess, signal: AbortSignal | undefined): () => void {
  let kill: NodeJS.Timeout | undefined
  const end = () => void child.kill('SIGTERM')
  const onAbort = () => {
    end()
    kill = setTimeout(() => child.kill('SIGKILL'), GRACE_MILLISECONDS)
  }
  if (signal?.aborted) onAbort()
  signal?.addEventListener('abort', onAbort, { once: true })
  process.once('exit', end)
  return () => {
    signal?.removeEventListener('abort', onAbort)
    process.removeListener('exit', end)
    clearTimeout(kill)
  }
}

function noAnswer({ program, args, cwd, milliseconds = 0 }: NixCommand): NixError {
  return new NixError('NO_ANSWER', {
    message: `\`${[program, ...args].join(' ')}\` in ${cwd} did not answer within ${milliseconds / 1000} s and was stopped`,
    hint: 'run it there by hand; possible causes are a pipe in place of a file or an input that cannot be fetched. To build with cargo: NX_CRANE_BUILDER=cargo',
  })
}

/** The error for a program that the system does not start. */
export function cannotStart(program: string, cause: Error): NixError {
  return new NixError('NIX_MISSING', {
    message: `${program} could not be started: ${cause.message}`,
    hint: 'reinstall Nix (https://nixos.org/download), or build with cargo: NX_CRANE_BUILDER=cargo',
    cause,
  })
}
