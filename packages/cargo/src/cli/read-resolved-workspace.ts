import { spawnSync } from 'node:child_process'
import { dirname, join } from 'node:path'
import type { ResolvedWorkspace } from '../features'

/**
 * What cargo says of a workspace and all that its lock holds. Undefined where it cannot tell without a network: when it
 * has not downloaded every package yet, or the lock does not fit the manifests.
 */
export function readResolvedWorkspace(root: string, manifest: string): ResolvedWorkspace | undefined {
  const path = join(root, manifest)
  const { status, stdout } = spawnSync(
    'cargo',
    ['metadata', '--format-version', '1', '--locked', '--offline', '--manifest-path', path],
    { cwd: dirname(path), encoding: 'utf8', maxBuffer: 2 ** 30, stdio: ['ignore', 'pipe', 'ignore'] },
  )
  if (status !== 0) return undefined
  return JSON.parse(stdout.slice(stdout.indexOf('{"packages":'))) as ResolvedWorkspace
}
