import { type ChildProcess, spawn } from 'node:child_process'
import { stripVTControlCharacters } from 'node:util'

/** A program of Node that runs on its own, as in a terminal. */
export class RunningProgram implements AsyncDisposable {
  /** All it has printed, without colours. */
  output = ''
  readonly #child: ChildProcess
  readonly #ended: Promise<number | null>

  constructor(args: readonly string[], { cwd, env }: { cwd: string; env: NodeJS.ProcessEnv }) {
    const child = spawn(process.execPath, args, {
      cwd,
      env: { NO_COLOR: '1', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    })
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        this.output += stripVTControlCharacters(text)
      })
    }
    this.#child = child
    this.#ended = new Promise((done) => child.once('close', (code) => done(code)))
  }

  get pid(): number {
    return this.#child.pid ?? 0
  }

  /** Waits until the pattern stands in the output for the `count`th time; gives what was printed since `from`. */
  async printed(pattern: RegExp, { count = 1, from = 0, seconds = 60 } = {}): Promise<string> {
    const all = new RegExp(pattern.source, `${pattern.flags.replace('g', '')}g`)
    const isThere = () => (this.output.slice(from).match(all)?.length ?? 0) >= count
    await until(() => isThere() || this.#child.exitCode !== null, `${pattern} is printed`, seconds).catch(
      () => {},
    )
    if (isThere()) return this.output.slice(from)
    throw new Error(`${pattern} was not printed ${count} times, but:\n${this.output.slice(from)}`)
  }

  /** Sends the signal and waits for the end. */
  async end(signal: NodeJS.Signals): Promise<void> {
    this.#child.kill(signal)
    await this.#ended
  }

  /** The exit code, once it has ended by itself. */
  get ended(): Promise<number | null> {
    return this.#ended
  }

  /** Ends it, and what it has started. */
  async [Symbol.asyncDispose](): Promise<void> {
    try {
      process.kill(-this.pid, 'SIGKILL')
    } catch {
      // all of them have ended
    }
    await this.#ended
  }
}

/** Waits until the condition holds; throws when it does not for long. */
export async function until(
  condition: () => boolean | Promise<boolean>,
  title: string,
  seconds = 60,
): Promise<void> {
  const end = performance.now() + seconds * 1000
  while (!(await condition())) {
    if (performance.now() > end) throw new Error(`waited in vain for ${seconds} s until ${title}`)
    await new Promise((done) => setTimeout(done, 10))
  }
}
