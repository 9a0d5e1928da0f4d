import { spawnSync } from 'node:child_process'
import { dirname, join } from 'node:path'
import type { ResolvedWorkspace } from '../features'

/**
 * What cargo says of a workspace and all that its lock holds. Undefined where it cannot tell: when the lock does not fit the
 * manifests, or it has not downloaded every package yet, those for other platforms too, and must not or cannot do so now.
 */
export function readResolvedWorkspace(
  root: string,
  manifest: string,
  { mayDownload = false }: { readonly mayDownload?: boolean } = {},
): ResolvedWorkspace | undefined {
  const path = join(root, manifest)
  const { status, stdout } = spawnSync(
    'cargo',
    [
      'metadata',
      ...['--format-version', '1', '--locked', '--manifest-path', path],
      ...(mayDownload ? [] : ['--offline']),
    ],
    {
      ...{ cwd: dirname(path), encoding: 'utf8', maxBuffer: 2 ** 30, stdio: ['ignore', 'pipe', 'ignore'] },
      // A registry that does not answer is not waited for.
      env: { CARGO_NET_RETRY: '0', CARGO_HTTP_TIMEOUT: '15', ...process.env },
    },
  )
  if (status !== 0) return undefined
  return JSON.parse(stdout.slice(stdout.indexOf('{"packages":'))) as ResolvedWorkspace
}
