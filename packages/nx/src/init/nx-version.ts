import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import type { SourceTree } from '@nx-crane/graph'
import { installedDirectory, versionIn } from '../installed-directory'
import { dependsOn } from './dev-dependencies'
import type { Installed } from './wanted-packages'

/** Which Nx the repository has, and the version of this plugin. */
export function readInstalled(root: string, tree: SourceTree): Installed {
  const packageJson = tree.read('package.json')
  return {
    nx: versionOf(installedDirectory('nx', root)),
    nxIsDeclared: packageJson !== undefined && dependsOn(packageJson, 'nx'),
    nxCrane: versionIn(dirname(createRequire(__filename).resolve('nx-crane/package.json'))) ?? '0.0.0',
  }
}

function versionOf(directory: string | null): string | null {
  return directory === null ? null : versionIn(directory)
}
