import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { stripVTControlCharacters } from 'node:util'
import type { Command } from './measured-command'

/** A program that runs until it is stopped. */
export class ServerProcess implements AsyncDisposable {
  /** What it has printed in the group of the pattern. */
  readonly ready: string
  readonly #child: ChildProcess

  private constructor(child: ChildProcess, ready: string) {
    this.#child = child
    this.ready = ready
  }

  /** Resolves when it has printed what the pattern, with a group, says; throws all it has said when it ends before. */
  static async start(command: Command, pattern: RegExp): Promise<ServerProcess> {
    const { program, args, cwd, env } = command
    const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
    return new ServerProcess(child, await printed(child, pattern))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return
    const closed = once(this.#child, 'close')
    this.#child.kill('SIGTERM')
    await closed
  }
}

function printed(child: ChildProcess, pattern: RegExp): Promise<string> {
  let said = ''
  return new Promise((found, failed) => {
    const read = (text: string) => {
      said += stripVTControlCharacters(text)
      const ready = pattern.exec(said)?.[1]
      if (ready === undefined) return
      found(ready)
      for (const stream of [child.stdout, child.stderr]) stream?.off('data', read).resume()
    }
    child.stdout?.setEncoding('utf8').on('data', read)
    child.stderr?.setEncoding('utf8').on('data', read)
    child.once('error', failed)
    child.once('close', (code) =>
      failed(new Error(`${child.spawnfile} ended with ${code} before it was ready:\n${said}`)),
    )
  })
}
