import { type ChildProcess, spawn } from 'node:child_process'
import type { Readable } from 'node:stream'
import { StringDecoder } from 'node:string_decoder'
import { cannotStart, type NixCommand } from './run-nix'

export interface NixProcess {
  readonly stdout: Readable
  readonly stderr: Readable
  /** What it ended with; rejects when it could not be started. */
  readonly exit: Promise<NixStatus>
  /** Interrupts it, as Ctrl-C does: Nix then ends the builds that it has started, and leaves nothing half-made. */
  interrupt(): void
}

export interface NixStatus {
  /** Null when a signal ended it. */
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
}

/** Nix waits for builders to go, and a builder may be slow to write what it holds. */
const GRACE_MILLISECONDS = 15_000

/**
 * Starts one of Nix's programs, without a shell. It is the head of a process group of its own: whoever stops us decides when it hears
 * of that. Aborting interrupts the group, and kills it after a while.
 */
export function startNix(command: NixCommand): NixProcess {
  const { program, args, cwd, env, signal, input = '' } = command
  const child = spawn(program, [...args], {
    cwd,
    env,
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
  })
  let kill: NodeJS.Timeout | undefined
  let hasEnded = false
  const interrupt = () => {
    if (hasEnded) return
    signalGroup(child, 'SIGINT')
    kill ??= setTimeout(() => signalGroup(child, 'SIGKILL'), GRACE_MILLISECONDS)
  }
  if (signal?.aborted) interrupt()
  signal?.addEventListener('abort', interrupt, { once: true })
  // A group of its own does not hear the terminal.
  const endWithUs = () => signalGroup(child, 'SIGINT')
  process.once('exit', endWithUs)
  const exit = new Promise<NixStatus>((resolve, reject) => {
    const settle = () => {
      hasEnded = true
      clearTimeout(kill)
      signal?.removeEventListener('abort', interrupt)
      process.removeListener('exit', endWithUs)
    }
    child.once('error', (cause) => {
      settle()
      reject(cannotStart(program, cause))
    })
    child.once('exit', (code, ended) => {
      settle()
      resolve({ code, signal: ended })
    })
  })
  // Whoever reads the output asks for the exit later.
  exit.catch(() => {})
  // It may be gone before it has read all.
  child.stdin.on('error', () => {}).end(input)
  return { stdout: child.stdout, stderr: child.stderr, exit, interrupt }
}

/** The lines of a stream. They end at `\n` only: JSON may hold U+2028, at which `node:readline` would break them. */
export async function* linesOf(stream: Readable): AsyncGenerator<string, void> {
  const decoder = new StringDecoder('utf8')
  let rest = ''
  for await (const chunk of stream) {
    const lines = (rest + decoder.write(chunk as Buffer)).split('\n')
    rest = lines.pop() ?? ''
    yield* lines
  }
  rest += decoder.end()
  if (rest !== '') yield rest
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return
  try {
    if (process.platform === 'win32') child.kill(signal)
    else process.kill(-child.pid, signal)
  } catch {
    // the group is gone already
  }
}
