import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { TRUSTING_NOTHING } from '@nx-crane/build'
import { messageOf, shellCommand } from '@nx-crane/files'
import { machineEnvironment } from '@nx-crane/keys/cli'
import { writeUserFiles } from '../write-user-files'
import type { Finding, Fix } from './finding'

/** What was done about a finding. */
export interface Fixed {
  readonly id: string
  readonly what: string
  /** Why it did not succeed. */
  readonly error: string | null
}

/** Does what the findings say can be done, one after the other. One that fails keeps no other from being tried. */
export async function applyFixes(root: string, findings: readonly Finding[]): Promise<Fixed[]> {
  const done: Fixed[] = []
  const edited = new Set<string>()
  for (const { id, fix } of findings) {
    if (fix === null) continue
    // A second edit of a file was planned from the text before the first one; the next run has it.
    if (fix.by === 'edit' && edited.has(fix.path)) continue
    if (fix.by === 'edit') edited.add(fix.path)
    done.push({ id, what: wordsOf(fix), error: await attempt(root, fix) })
  }
  return done
}

function wordsOf(fix: Fix): string {
  if (fix.by === 'edit') return fix.what
  const paths = fix.input?.split('\0').filter((path) => path !== '') ?? []
  return (
    shellCommand([
      ...fix.command.filter((word) => !word.startsWith('--pathspec-f')),
      ...paths.slice(0, SHOWN),
    ]) + (paths.length > SHOWN ? ` … (${paths.length} files)` : '')
  )
}

const SHOWN = 3

async function attempt(root: string, fix: Fix): Promise<string | null> {
  if (fix.by === 'command') return runCommand(root, fix)
  try {
    writeUserFiles(root, { written: [fix] })
    return null
  } catch (error) {
    return messageOf(error)
  }
}

/** Downloads show what they do; nobody is asked anything. No program and no hook of the repository is run. */
function runCommand(
  root: string,
  { command, dir, input = '' }: Fix & { by: 'command' },
): Promise<string | null> {
  const [program = '', ...args] = command
  return new Promise((resolve) => {
    const child = spawn(program, program === 'git' ? [...TRUSTING_NOTHING, ...args] : args, {
      cwd: join(root, dir),
      env: { ...machineEnvironment(root, process.env), GIT_TERMINAL_PROMPT: '0' },
      stdio: ['pipe', 'pipe', 'pipe'],
    })
    const said: string[] = []
    const show = (chunk: Buffer) => {
      said.push(chunk.toString('utf8'))
      process.stderr.write(chunk)
    }
    child.stdout.on('data', show)
    child.stderr.on('data', show)
    // It may be gone before it has read all.
    child.stdin.on('error', () => {}).end(input)
    child.once('error', (error) => resolve(error.message))
    child.once('close', (code) =>
      resolve(code === 0 ? null : lastLine(said.join('')) || `ended with ${code}`),
    )
  })
}

function lastLine(text: string): string {
  return (
    text
      .trim()
      .split(/[\r\n]+/)
      .filter((line) => /^(error|fatal)/i.test(line))
      .at(-1) ??
    text
      .trim()
      .split(/[\r\n]+/)
      .at(-1) ??
    ''
  )
}
