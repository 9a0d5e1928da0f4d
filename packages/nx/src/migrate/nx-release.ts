import type { SourceTree } from '@nx-crane/cargo'
import { objectAt, parseJson } from '../init/edit-json'
import { NxCraneError } from '../nx-crane-error'

const OLDEST = 23

/**
 * Throws for a repository with an Nx that cannot load the plugin: its targets would be gone.
 *
 * @param installed the version in node_modules, or null
 */
export function requireNxRelease(tree: SourceTree, installed: string | null): void {
  const version = installed ?? declaredVersion(tree)
  const major = /^\D*(\d+)/.exec(version ?? '')?.[1]
  if (version === null || major === undefined || Number(major) >= OLDEST) return
  throw new NxCraneError('OLD_NX', {
    message: `nx-crane works with Nx ${OLDEST} and newer, and here is ${version}`,
    hint: 'run `npx nx migrate latest`, then this again; nothing was changed',
  })
}

function declaredVersion(tree: SourceTree): string | null {
  const manifest = parseJson(tree.read('package.json') ?? '{}', 'package.json')
  const nxJson = parseJson(tree.read('nx.json') ?? '{}', 'nx.json')
  const found = [
    ...['dependencies', 'devDependencies'].map((table) => objectAt(manifest, table).nx),
    objectAt(nxJson, 'installation').version,
  ].find((version) => typeof version === 'string')
  return typeof found === 'string' ? found : null
}
