import { messageOf } from '@nx-crane/files'
import { noAnswer } from '@nx-crane/keys/cli'
import { type ProcessRequest, runProcess } from '../run-process'

/** What a program prints and whether it succeeded. One that cannot be started has failed, with the reason as its output. */
export async function outputOf(
  request: Omit<ProcessRequest, 'onStdoutLine' | 'onStderrLine'> & {
    /** How long it may take; as long as it likes when left out. */
    readonly milliseconds?: number
  },
): Promise<{ success: boolean; stdout: string; all: string }> {
  const stdout: string[] = []
  const all: string[] = []
  const keep = (line: string) => all.push(line)
  const { milliseconds, ...started } = request
  const timeout = milliseconds === undefined ? undefined : AbortSignal.timeout(milliseconds)
  const signals = [request.signal, timeout].filter((signal) => signal !== undefined)
  try {
    const exit = await runProcess({
      ...started,
      signal: AbortSignal.any(signals),
      onStdoutLine: (line) => {
        stdout.push(line)
        keep(line)
      },
      onStderrLine: keep,
    })
    if (timeout?.aborted && exit.code === null)
      return { success: false, stdout: '', all: noAnswer(request).message }
    return { success: exit.code === 0, stdout: stdout.join('\n'), all: all.join('\n') }
  } catch (cause) {
    return { success: false, stdout: '', all: messageOf(cause) }
  }
}
