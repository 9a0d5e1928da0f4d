import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'

export interface NxRun {
  readonly success: boolean
  readonly seconds: number
  readonly output: string
  /** Tasks that Nx ran or restored, without the keys: those are computed on every run, by design. */
  readonly tasks: readonly { readonly id: string; readonly cached: boolean }[]
}

/**
 * Runs Nx of this repository to its end and reads what it did from its output, which is shown while it comes unless
 * `quiet`. The daemon is off unless the environment says otherwise: what is shown must not need one.
 */
export async function runNx(
  root: string,
  args: readonly string[],
  { quiet = false, env = {} }: { quiet?: boolean; env?: Readonly<Record<string, string>> } = {},
): Promise<NxRun> {
  const started = performance.now()
  const nx = join(root, 'node_modules', 'nx', 'dist', 'bin', 'nx.js')
  const child = spawn(process.execPath, [nx, ...args, '--outputStyle=static'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { NX_DAEMON: 'false', ...process.env, ...env, NX_TUI: 'false' },
  })
  const forward = (signal: NodeJS.Signals) => child.kill(signal)
  process.once('SIGINT', forward).once('SIGTERM', forward)
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8')
    stream.on('data', (text: string) => {
      output += text
      if (!quiet) process.stdout.write(text)
    })
  }
  const success = await new Promise<boolean>((done, fail) => {
    child.once('error', fail)
    child.once('close', (code) => done(code === 0))
  })
  process.off('SIGINT', forward).off('SIGTERM', forward)
  const seconds = (performance.now() - started) / 1000
  return { success, seconds, output, tasks: tasksIn(output) }
}

/** Nx heads each task's output with a line like `> nx run web:build  [local cache]`. */
export function tasksIn(output: string): NxRun['tasks'] {
  const plain = stripVTControlCharacters(output)
  const heads = [...plain.matchAll(/^> nx run (\S+)(?: +\[([a-z, ]+)\])?/gm)]
  return heads
    .map(([, id = '', note]) => ({ id, cached: note !== undefined }))
    .filter(({ id }) => !id.endsWith(':key'))
}
