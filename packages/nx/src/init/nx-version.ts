import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { SourceTree } from '@nx-crane/cargo'
import { readRegularText } from '@nx-crane/files'
import { dependsOn } from './dev-dependencies'
import type { Installed } from './wanted-packages'

/** Which Nx the repository has, and the version of this plugin. */
export function readInstalled(root: string, tree: SourceTree): Installed {
  const packageJson = tree.read('package.json')
  return {
    nx: installedVersion(root, 'nx'),
    nxIsDeclared: packageJson !== undefined && dependsOn(packageJson, 'nx'),
    nxCrane: versionIn(createRequire(__filename).resolve('nx-crane/package.json')),
  }
}

function installedVersion(root: string, name: string): string | null {
  try {
    return versionIn(createRequire(join(root, 'package.json')).resolve(`${name}/package.json`))
  } catch {
    // Not installed: nothing to fit to.
    return null
  }
}

function versionIn(manifest: string): string {
  const { version } = JSON.parse(readRegularText(manifest)) as { version?: unknown }
  if (typeof version !== 'string') throw new Error(`${manifest} has no version`)
  return version
}
