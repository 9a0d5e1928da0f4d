import { execFile } from 'node:child_process'
import type { AskRegistry } from './wanted-packages'

/** Asks the registry that npm is set up with. No answer within a minute, no network and no such package are all "none". */
export const askNpm: AskRegistry = (specifier) =>
  new Promise((resolve) => {
    execFile('npm', ['view', specifier, 'version', '--json'], { timeout: 60_000 }, (error, stdout) => {
      resolve(error ? [] : versionsIn(stdout))
    })
  })

/** npm prints one version as a string, several as a list, none as nothing. */
function versionsIn(stdout: string): string[] {
  if (stdout.trim() === '') return []
  const answer: unknown = JSON.parse(stdout)
  return Array.isArray(answer) ? answer.map(String) : [String(answer)]
}
