import { messageOf } from '@nx-crane/files'
import { type ProcessRequest, runProcess } from '../run-process'

/** What a program prints and whether it succeeded. One that cannot be started has failed, with the reason as its output. */
export async function outputOf(
  request: Omit<ProcessRequest, 'onStdoutLine' | 'onStderrLine'>,
): Promise<{ success: boolean; stdout: string; all: string }> {
  const stdout: string[] = []
  const all: string[] = []
  const keep = (line: string) => all.push(line)
  try {
    const exit = await runProcess({
      ...request,
      onStdoutLine: (line) => {
        stdout.push(line)
        keep(line)
      },
      onStderrLine: keep,
    })
    return { success: exit.code === 0, stdout: stdout.join('\n'), all: all.join('\n') }
  } catch (cause) {
    return { success: false, stdout: '', all: messageOf(cause) }
  }
}
