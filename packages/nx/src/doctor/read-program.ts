import { runProcess } from '@nx-crane/build'
import type { Probe } from './facts'

export interface Program {
  readonly command: string
  readonly args: readonly string[]
  readonly cwd: string
  readonly env?: NodeJS.ProcessEnv
}

export interface Answer {
  readonly stdout: string
  readonly why: Probe['why']
}

/** A proxy of a tool manager may want to download something first: that is no answer. */
const PATIENCE_MILLISECONDS = 8_000

/** What a program prints, if it does so in time. Never throws. */
export async function readProgram(program: Program): Promise<Answer> {
  const signal = AbortSignal.timeout(PATIENCE_MILLISECONDS)
  const lines: string[] = []
  try {
    const { code } = await runProcess({ ...program, signal, onStdoutLine: (line) => lines.push(line) })
    const why = code === 0 ? null : signal.aborted ? 'hangs' : 'fails'
    return { stdout: lines.join('\n'), why }
  } catch {
    return { stdout: '', why: 'missing' }
  }
}

/** The version that a program prints, as `1.2.3` with what follows without a space. */
export async function readVersion(program: Program): Promise<Probe> {
  const { stdout, why } = await readProgram(program)
  if (why !== null) return { version: null, why }
  const [, version] = /(?:^|[\sv])(\d+\.\d+(?:\.\d+)?[\w.+-]*)/.exec(stdout) ?? []
  return version === undefined ? { version: null, why: 'fails' } : { version: padded(version), why: null }
}

/** Nix and Git leave a last zero out. */
function padded(version: string): string {
  const [, numbers = '', rest = ''] = /^([\d.]+?)\.?((?:[^\d.].*)?)$/.exec(version) ?? []
  const three = [...numbers.split('.'), '0', '0'].slice(0, 3).join('.')
  return rest === '' || /^[-+]/.test(rest) ? three + rest : `${three}-${rest}`
}
