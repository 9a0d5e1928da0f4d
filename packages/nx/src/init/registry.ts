import { execFile } from 'node:child_process'
import { compareVersions } from '@nx-crane/cargo'
import { checkReadable, machineEnvironment } from '@nx-crane/cargo/cli'
import type { AskRegistry } from './wanted-packages'

/** Asks the registry that npm is set up with. No answer within a minute, no network and no such package are all "none". */
export const askNpm: AskRegistry = (specifier) => askNpmWithin(60_000, specifier)

export function askNpmWithin(timeout: number, specifier: string): Promise<readonly string[]> {
  return new Promise((resolve) => {
    try {
      checkReadable('npm', process.cwd())
    } catch {
      return resolve([])
    }
    // Not an npm of the repository: nothing of it is run to look something up.
    const env = machineEnvironment(process.cwd(), process.env)
    execFile('npm', ['view', specifier, 'version', '--json'], { timeout, env }, (error, stdout) => {
      resolve(error ? [] : versionsIn(stdout))
    })
  })
}

/** npm prints one version as a string, several as a list, none as nothing; in the order in which they were published. */
export function versionsIn(stdout: string): string[] {
  if (stdout.trim() === '') return []
  const answer: unknown = JSON.parse(stdout)
  return (Array.isArray(answer) ? answer.map(String) : [String(answer)]).sort(compareVersions)
}
