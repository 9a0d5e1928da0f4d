import type { PathInfo } from '../signature'
import type { NixInstallation } from './nix-installation'
import type { NixExit } from './run-nix'

/** What a store says of paths; `null` for one that it does not have. A text where it cannot be asked at all: why, in Nix's words. */
export type PathInfos = ReadonlyMap<string, PathInfo | null> | string

/** A cache that does not answer is not waited for any longer. */
const HURRY = ['--option', 'connect-timeout', '10', '--option', 'download-attempts', '2'] as const

/**
 * What a store or a cache says of these paths. Asked by Nix, so every kind of address works, and without what this machine
 * remembers of the answers to earlier questions.
 *
 * @param store address of the cache; the store of this machine when null
 */
export async function readPathInfos(
  nix: NixInstallation,
  store: string | null,
  storePaths: readonly string[],
): Promise<PathInfos> {
  const forget = [
    '--option',
    'narinfo-cache-negative-ttl',
    '0',
    '--option',
    'narinfo-cache-positive-ttl',
    '0',
  ]
  const from = store === null ? [] : ['--store', store]
  const ask = (form: readonly string[]) =>
    nix.run(
      'nix',
      ['path-info', '--json', ...form, ...from, '--stdin', ...HURRY, ...forget],
      storePaths.map((path) => `${path}\n`).join(''),
    )
  // Before 2.33 there was one form only, and no flag for it.
  let exit = await ask(['--json-format', '1'])
  if (/unrecogni[sz]ed flag '--json-format'/.test(exit.stderr)) exit = await ask([])
  return exit.code === 0 ? parseInfos(exit.stdout) : faultOf(exit)
}

interface PrintedInfo {
  readonly ca?: unknown
  readonly narHash?: unknown
  readonly narSize?: unknown
  readonly references?: unknown
  readonly signatures?: unknown
}

function parseInfos(stdout: string): Map<string, PathInfo | null> {
  const printed = JSON.parse(stdout) as Record<string, PrintedInfo | null>
  return new Map(
    Object.entries(printed).map(([storePath, info]) => [
      storePath,
      info === null || info.narHash === undefined ? null : infoOf(storePath, info),
    ]),
  )
}

/** A cache may be anybody's: what has not the right form counts as nothing, so that no signature holds for it. */
function infoOf(storePath: string, info: PrintedInfo): PathInfo {
  return {
    storePath,
    narHash: String(info.narHash),
    narSize: Number(info.narSize),
    references: textsIn(info.references),
    signatures: textsIn(info.signatures),
    isContentAddressed: typeof info.ca === 'string' && info.ca !== '',
  }
}

function textsIn(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : []
}

function faultOf({ code, stderr }: NixExit): string {
  const lines = stderr.split('\n').filter((line) => line.startsWith('error:'))
  return lines.at(-1)?.replace(/^error:\s*/, '') || stderr.trim() || `Nix exited with code ${code}`
}
