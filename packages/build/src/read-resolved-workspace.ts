import { dirname, join } from 'node:path'
import type { ResolvedWorkspace } from '@nx-crane/graph'
import {
  askProgram,
  loadingVariable,
  machineCargoEnvironment,
  readRustup,
  toolchainOfRepository,
} from '@nx-crane/keys/cli'

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
  const environment = readingEnvironment(root, dirname(path))
  if (environment === undefined) return undefined
  const { status, stdout } = askProgram({
    command: 'cargo',
    args: [
      'metadata',
      ...['--format-version', '1', '--locked', '--manifest-path', path],
      ...(mayDownload ? [] : ['--offline']),
    ],
    cwd: dirname(path),
    // A registry that does not answer is not waited for.
    env: { CARGO_NET_RETRY: '0', CARGO_HTTP_TIMEOUT: '15', ...environment },
    ...(mayDownload ? { milliseconds: DOWNLOAD_MILLISECONDS } : {}),
  })
  if (status !== 0) return undefined
  return JSON.parse(stdout.slice(stdout.indexOf('{"packages":'))) as ResolvedWorkspace
}

/** All packages of a large workspace, over a slow line. */
const DOWNLOAD_MILLISECONDS = 30 * 60_000

/**
 * Cargo asks the compiler which platform this is: that of the machine. Undefined where there is one in the repository only,
 * or where the repository decides what that of the machine loads.
 */
function readingEnvironment(root: string, dir: string): NodeJS.ProcessEnv | undefined {
  const environment = machineCargoEnvironment(root, process.env)
  if (loadingVariable(dir, { root }) !== undefined) return undefined
  if (toolchainOfRepository(dir, { root, environment: process.env }) === null) return environment
  const rustup = readRustup(process.env)
  if (rustup === null) return environment
  return rustup.defaultToolchain === null
    ? undefined
    : { ...environment, RUSTUP_TOOLCHAIN: rustup.defaultToolchain }
}
