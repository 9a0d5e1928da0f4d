import { delimiter, dirname, join } from 'node:path'
import { messageOf } from '@nx-crane/files'
import { runProcess } from '../run-process'

export interface PostStep {
  /** A program and its arguments. */
  readonly command: readonly string[]
  readonly crateDir: string
  readonly signal?: AbortSignal | undefined
  readonly onOutput: (line: string) => void
}

/**
 * Runs the command that a crate has for its written package, as npm runs scripts: in the crate's directory, with the programs
 * of `node_modules`. Whether it succeeded; the output says why not.
 */
export async function runPostStep({ command, crateDir, signal, onOutput }: PostStep): Promise<boolean> {
  const [program = '', ...args] = command
  const shown = command.map((word) => (/^[\w./@:=,-]+$/.test(word) ? word : JSON.stringify(word))).join(' ')
  onOutput(`> ${shown}`)
  try {
    const { code } = await runProcess({
      command: program,
      args,
      cwd: crateDir,
      env: {
        ...process.env,
        PATH: [...programDirectories(crateDir), process.env.PATH ?? ''].join(delimiter),
      },
      signal,
      onStdoutLine: onOutput,
      onStderrLine: onOutput,
    })
    if (code === 0) return true
    onOutput(
      `${shown} failed with ${code === null ? 'a signal' : `exit code ${code}`}: "post" of [package.metadata.nx-crane.wasm]`,
    )
  } catch (error) {
    onOutput(`${shown} cannot be started: ${messageOf(error)}`)
  }
  return false
}

function programDirectories(from: string): string[] {
  const above = dirname(from)
  const own = join(from, 'node_modules', '.bin')
  return above === from ? [own] : [own, ...programDirectories(above)]
}
