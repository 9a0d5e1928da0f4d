import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import type { Readable } from 'node:stream'
import { StringDecoder } from 'node:string_decoder'
import { messageOf } from '@nx-crane/files'
import { CargoError } from '@nx-crane/graph'
import { checkReadable, forbiddenProgram } from '@nx-crane/keys/cli'

export interface ProcessRequest {
  readonly command: string
  readonly args: readonly string[]
  readonly cwd: string
  readonly env?: NodeJS.ProcessEnv
  /** Aborting ends the process and everything it started: SIGTERM, then SIGKILL after the grace period. */
  readonly signal?: AbortSignal | undefined
  /** Each line without its line break. */
  readonly onStdoutLine?: (line: string) => void
  readonly onStderrLine?: (line: string) => void
}

export interface ProcessExit {
  /** Null when a signal ended it. */
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
}

const GRACE_MILLISECONDS = 3_000
/** A test may leave a server behind that holds our pipes open: what it still prints is not waited for. */
const ORPHANED_PIPE_MILLISECONDS = 2_000

const running = new Set<ChildProcess>()

/**
 * How the process ended. It runs without a shell, without standard input and in a process group of its own, so that
 * cancelling reaches the compilers that cargo started too. Throws a `CargoError` when it cannot be started.
 */
export function runProcess(request: ProcessRequest): Promise<ProcessExit> {
  return new Promise((resolve, reject) => {
    if (request.signal?.aborted) return resolve({ code: null, signal: 'SIGTERM' })
    checkReadable(request.command, request.cwd)
    const child = spawn(request.command, [...request.args], {
      cwd: request.cwd,
      env: request.env ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: process.platform !== 'win32',
    })
    const flushStdout = forEachLine(child.stdout, request.onStdoutLine)
    const flushStderr = forEachLine(child.stderr, request.onStderrLine)
    const stopWatching = endOnAbort(child, request.signal)
    let exit: ProcessExit = { code: null, signal: null }
    child.once('error', (cause) => {
      stopWatching()
      reject(cannotStart(request, cause))
    })
    child.once('exit', (code, signal) => {
      exit = { code, signal }
      setTimeout(() => {
        child.stdout.destroy()
        child.stderr.destroy()
      }, ORPHANED_PIPE_MILLISECONDS).unref()
    })
    child.once('close', () => {
      stopWatching()
      flushStdout()
      flushStderr()
      resolve(exit)
    })
  })
}

/** Lines end at `\n` only: JSON messages may hold U+2028, which `node:readline` would break them at. */
function forEachLine(stream: Readable, onLine: ((line: string) => void) | undefined): () => void {
  const decoder = new StringDecoder('utf8')
  let rest = ''
  const emit = (line: string) => onLine?.(line.endsWith('\r') ? line.slice(0, -1) : line)
  stream.on('data', (chunk: Buffer) => {
    const lines = (rest + decoder.write(chunk)).split('\n')
    rest = lines.pop() ?? ''
    lines.forEach(emit)
  })
  return () => {
    rest += decoder.end()
    if (rest !== '') emit(rest)
    rest = ''
  }
}

function endOnAbort(child: ChildProcess, signal: AbortSignal | undefined): () => void {
  let kill: NodeJS.Timeout | undefined
  const onAbort = () => {
    signalGroup(child, 'SIGTERM')
    kill = setTimeout(() => signalGroup(child, 'SIGKILL'), GRACE_MILLISECONDS)
  }
  signal?.addEventListener('abort', onAbort, { once: true })
  if (running.size === 0) watchOwnEnd()
  running.add(child)
  return () => {
    signal?.removeEventListener('abort', onAbort)
    // cargo may be gone while a compiler it started is not
    if (kill !== undefined) signalGroup(child, 'SIGKILL')
    clearTimeout(kill)
    running.delete(child)
    if (running.size === 0) ignoreOwnEnd()
  }
}

const SIGNALS: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP']

/** A group of its own does not hear the terminal's Ctrl-C: when this process ends, it must not leave cargo behind. */
function watchOwnEnd(): void {
  process.on('exit', endAll)
  for (const signal of SIGNALS) process.prependListener(signal, endBySignal)
}

function ignoreOwnEnd(): void {
  process.removeListener('exit', endAll)
  for (const signal of SIGNALS) process.removeListener(signal, endBySignal)
}

function endAll(): void {
  for (const child of running) signalGroup(child, 'SIGTERM')
}

/** Nobody hears of the exit of a process that a signal ends. Whoever else listens for it decides what it means. */
function endBySignal(signal: NodeJS.Signals): void {
  if (process.listenerCount(signal) > 1) return
  endAll()
  ignoreOwnEnd()
  process.kill(process.pid, signal)
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

/** Says whether the command or the directory is missing: the system reports both alike. */
export function cannotStart(
  request: { readonly command: string; readonly cwd: string },
  cause: unknown,
): CargoError {
  if (!existsSync(request.cwd)) {
    return new CargoError('MISSING_DIRECTORY', {
      message: `${request.command} cannot run in ${request.cwd}: there is no such directory`,
      hint: 'the crate was moved or removed: run the command again; if the error persists, run `nx reset` first',
      cause,
    })
  }
  if ((cause as NodeJS.ErrnoException).code === 'EACCES') return forbiddenProgram(request.command, cause)
  return new CargoError('MISSING_COMMAND', {
    message: `${request.command} could not be started: ${messageOf(cause)}`,
    hint: `install Rust with rustup (https://rustup.rs) or your distribution's packages, and put ${request.command} on PATH`,
    cause,
  })
}
