import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Command } from './measured-command'

/** Runs the commands one after the other while this process goes on. Throws what the one that fails has said. */
export async function runCommands(commands: readonly Command[]): Promise<void> {
  for (const { program, args, cwd, env } of commands) {
    const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'ignore', 'pipe'] })
    let said = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text
    })
    const [code] = await once(child, 'close')
    if (code !== 0) throw new Error(`${program} ${args.join(' ')}: ${said}`)
  }
}
