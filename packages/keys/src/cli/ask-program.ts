import { spawnSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { dirname } from 'node:path'
import { CargoError } from '@nx-crane/graph'
import { checkReadable } from './check-readable'

export interface ProgramQuestion {
  readonly command: string
  readonly args: readonly string[]
  readonly cwd: string
  readonly env?: NodeJS.ProcessEnv
  readonly input?: string
  /** {@link PATIENCE_MILLISECONDS} when left out. */
  readonly milliseconds?: number
}

export interface ProgramAnswer {
  /** Null when a signal ended it, or it could not be started. */
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
  /** Why it could not be started. */
  readonly error: NodeJS.ErrnoException | undefined
}

/**
 * What a program may take that answers at once: one that prints its version, lists files, or reads manifests. One that
 * builds or downloads may take as long as it likes. Generous: a machine may be busy, and a proxy slow to choose a toolchain.
 */
export const PATIENCE_MILLISECONDS = 120_000

/** What a program answers that answers at once. Throws a CargoError that says which did not, and why it
 * was not even asked: git and cargo hang on some patterns, and on pipes. */
export function askProgram(question: ProgramQuestion): ProgramAnswer {
  const { command, args, cwd, env, input, milliseconds = PATIENCE_MILLISECONDS } = question
  checkReadable(command, cwd)
  const { status, stdout, stderr, error } = spawnSync(command, [...args], {
    cwd: nearestPresent(cwd),
    env: env ?? process.env,
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
    timeout: milliseconds,
    killSignal: 'SIGKILL',
    ...(input === undefined ? { stdio: ['ignore', 'pipe', 'pipe'] } : { input }),
  })
  if ((error as NodeJS.ErrnoException | undefined)?.code === 'ETIMEDOUT') throw noAnswer(question)
  return { status, stdout: stdout ?? '', stderr: stderr ?? '', error }
}

/** A directory of another commit need not be on the disk, where programs start. */
function nearestPresent(dir: string): string {
  const isThere = statSync(dir, { throwIfNoEntry: false })?.isDirectory() ?? false
  return isThere || dirname(dir) === dir ? dir : nearestPresent(dirname(dir))
}

/** The error for a program that should have answered at once and did not. */
export function noAnswer({
  command,
  args,
  cwd,
  milliseconds = PATIENCE_MILLISECONDS,
}: Pick<ProgramQuestion, 'command' | 'args' | 'cwd' | 'milliseconds'>): CargoError {
  return new CargoError('NO_ANSWER', {
    message: `\`${[command, ...args].join(' ')}\` in ${cwd} did not answer within ${milliseconds / 1000} s and was stopped`,
    hint: 'run it there by hand; possible causes are a pattern with many stars, a pipe in place of a file, or a file system that does not respond',
  })
}

/** A program that is there, as far as the system says, in a directory that this user may not enter. */
export function forbiddenProgram(command: string, cause: unknown): CargoError {
  return new CargoError('FORBIDDEN_PROGRAM', {
    message: `\`${command}\` on PATH may not be run by this user`,
    hint: 'let this user enter the directories that lead to it, or put another one first on PATH',
    cause,
  })
}
