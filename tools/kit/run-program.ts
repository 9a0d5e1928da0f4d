import { spawn } from 'node:child_process'

export interface Finished {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
  /** Both streams in the order they came. */
  readonly output: string
}

export interface RunProgramOptions {
  readonly cwd: string
  readonly env?: NodeJS.ProcessEnv
  /** Without it a program that fails is an error. */
  readonly mayFail?: boolean
  /** Milliseconds after which it is killed; it has no code then. */
  readonly timeout?: number
}

/** Runs a program to its end, output captured; never through a shell. */
export function runProgram(
  program: string,
  args: readonly string[],
  options: RunProgramOptions,
): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(options.timeout === undefined ? {} : { timeout: options.timeout, killSignal: 'SIGKILL' }),
    })
    let stdout = ''
    let stderr = ''
    let output = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text
      output += text
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text
      output += text
    })
    child.on('error', reject)
    child.on('close', (code) => {
      if (code === 0 || options.mayFail) resolve({ code, stdout, stderr, output })
      else reject(new Error(`${program} ${args.join(' ')} ended with ${code}:\n${output}`))
    })
  })
}

export interface InterruptionOptions {
  readonly cwd: string
  readonly env: NodeJS.ProcessEnv
  /** What it has printed by then. */
  readonly when: RegExp
  /** Awaited in between; told what was printed. */
  readonly before: (output: string) => Promise<void>
}

/** Interrupts a program, with all that it has started, as Ctrl-C in a terminal does. */
export function interruptProgram(
  program: string,
  args: readonly string[],
  { cwd, env, when, before }: InterruptionOptions,
): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true })
    let output = ''
    let isInterrupted = false
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text
        if (isInterrupted || child.pid === undefined || !when.test(output)) return
        isInterrupted = true
        const group = -child.pid
        // What fails in between must not leave it running.
        before(output)
          .catch(reject)
          .finally(() => process.kill(group, 'SIGINT'))
      })
    }
    child.on('error', reject)
    child.on('close', (code) => {
      if (isInterrupted) resolve({ code, stdout: '', stderr: '', output })
      else reject(new Error(`${program} ${args.join(' ')} never came to what was waited for:\n${output}`))
    })
  })
}
