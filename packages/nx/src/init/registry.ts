import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { compareVersions, readSourceTree } from '@nx-crane/graph'
import { machineEnvironment } from '@nx-crane/keys/cli'
import type { AskRegistry } from './wanted-packages'

/** As long as a slow network may take. */
const PATIENCE_MILLISECONDS = 60_000

/**
 * Asks the registry that npm is set up with. No answer in time, no network and no such package are all "none".
 *
 * npm is started outside the repository: of its `.npmrc` only the addresses of registries count. That file could have npm
 * write anywhere, and send any variable of the environment to anybody.
 *
 * @param root the repository, absolute
 */
export function npmRegistry(root: string, timeout = PATIENCE_MILLISECONDS): AskRegistry {
  const registries = registriesIn(readSourceTree(root).read('.npmrc') ?? '')
  return (specifier) =>
    new Promise((resolve) => {
      const empty = mkdtempSync(join(tmpdir(), 'nx-crane-npm-'))
      // Not an npm of the repository: nothing of it is run to look something up.
      const env = machineEnvironment(root, process.env)
      const args = ['view', specifier, 'version', '--json', '--prefix', empty, ...registries]
      execFile('npm', args, { cwd: empty, timeout, env }, (error, stdout) => {
        rmSync(empty, { recursive: true, force: true })
        resolve(error ? [] : versionsIn(stdout))
      })
    })
}

/** npm's options for the registries that an `.npmrc` names: plain addresses, without credentials and variables. */
export function registriesIn(npmrc: string): string[] {
  return [...npmrc.matchAll(REGISTRY)].map(([, key, url]) => `--${key}=${url}`)
}

const REGISTRY = /^[ \t]*((?:@[\w.-]+:)?registry)[ \t]*=[ \t]*"?(https?:\/\/[^\s"@$;#]+)"?[ \t]*$/gm

/** npm prints one version as a string, several as a list, none as nothing; in the order in which they were published. */
export function versionsIn(stdout: string): string[] {
  if (stdout.trim() === '') return []
  const answer: unknown = JSON.parse(stdout)
  return (Array.isArray(answer) ? answer.map(String) : [String(answer)]).sort(compareVersions)
}
