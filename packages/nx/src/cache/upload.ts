import { spawn } from 'node:child_process'
import { stripVTControlCharacters } from 'node:util'
import { signersOf } from '@nx-crane/nix'
import { type NixInstallation, readPathInfos } from '@nx-crane/nix/cli'
import { NxCraneError } from '../nx-crane-error'
import type { CacheAddress } from './cache-address'
import type { SigningKey } from './signing-key'

export interface Upload {
  readonly nix: NixInstallation
  /** Of the programs of Cachix and attic, which find their own tokens in it. */
  readonly env: NodeJS.ProcessEnv
  readonly address: CacheAddress
  readonly key: SigningKey | null
}

/** Copies store paths, with all that they refer to, into a cache, and has each signed there. What the cache has already is not sent again. */
export async function upload(storePaths: readonly string[], upload: Upload): Promise<void> {
  const { address, env } = upload
  switch (address.by) {
    case 'nix':
      return copyByNix(storePaths, {
        ...upload,
        url: address.url,
        isBinaryCache: !/^ssh/.test(address.scheme),
      })
    case 'cachix':
      return runInParts('cachix', ['push', address.name], storePaths, env)
    case 'attic':
      return runInParts('attic', ['push', address.name], storePaths, env)
  }
}

/** The names of the keys that have signed these paths in a cache; null for those that nobody has, and where the cache does not say. */
export async function signersIn(
  nix: NixInstallation,
  url: string,
  storePaths: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const infos = await readPathInfos(nix, url, storePaths)
  if (typeof infos === 'string') return new Map()
  return new Map([...infos].flatMap(([path, info]) => (info ? [[path, signersOf(info)] as const] : [])))
}

async function copyByNix(
  storePaths: readonly string[],
  { nix, key, url, isBinaryCache }: Upload & { readonly url: string; readonly isBinaryCache: boolean },
): Promise<void> {
  const input = storePaths.map((path) => `${path}\n`).join('')
  const run = async (args: readonly string[], paths = input) => {
    const { code, stderr } = await nix.run('nix', [...args, '--stdin'], paths)
    if (code !== 0) throw uploadError(url, stderr)
  }
  // Another store takes what is signed already; a cache signs as it is filled.
  if (key && !isBinaryCache) await run(['store', 'sign', '--recursive', '--key-file', key.file])
  await run(['copy', '--to', key && isBinaryCache ? signingUrl(url, key) : url])
  if (!key || !isBinaryCache) return
  // What was there before, unsigned or by another key, the copy has left as it was.
  const signers = await signersIn(nix, url, storePaths)
  const others = storePaths.filter((path) => signers.get(path)?.includes(key.name) === false)
  if (others.length > 0)
    await run(
      ['store', 'sign', '--store', url, '--key-file', key.file],
      others.map((path) => `${path}\n`).join(''),
    )
}

function signingUrl(url: string, { file }: SigningKey): string {
  return `${url}${url.includes('?') ? '&' : '?'}secret-key=${encodeURIComponent(file)}`
}

function uploadError(url: string, stderr: string): NxCraneError {
  const plain = stripVTControlCharacters(stderr)
  // The outermost error comes first, the cause last.
  const message =
    /error:(?!\s*…)\s*(?![\s\S]*error:(?!\s*…))([\s\S]*)/.exec(plain)?.[1]?.trim() ?? plain.trim()
  const hint = /lacks a signature by a trusted key/.test(message)
    ? 'name a key with --key-file that the machine trusts: its public one in `trusted-public-keys` of the nix.conf there'
    : 'see whether this machine may write to it: `nix store info --store URL`'
  return new NxCraneError('NOT_PUSHED', { message: `${url}: ${message}`, hint })
}

const AT_ONCE = 500

async function runInParts(
  program: 'cachix' | 'attic',
  args: readonly string[],
  storePaths: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<void> {
  for (let start = 0; start < storePaths.length; start += AT_ONCE)
    await run(program, [...args, ...storePaths.slice(start, start + AT_ONCE)], env)
}

/** What it prints is for people: to stderr, as our own words. */
function run(program: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, [...args], { env, stdio: ['ignore', process.stderr, process.stderr] })
    child.once('error', (cause) =>
      reject(
        new NxCraneError('NO_UPLOADER', {
          message: `${program} could not be started: ${cause.message}`,
          hint: `install it (nix profile install nixpkgs#${program === 'attic' ? 'attic-client' : program}) and log in`,
          cause,
        }),
      ),
    )
    child.once('close', (code) =>
      code === 0
        ? resolve()
        : reject(
            new NxCraneError('NOT_PUSHED', {
              message: `\`${program} ${args.slice(0, 2).join(' ')}\` ended with ${code === null ? 'a signal' : `code ${code}`}`,
              hint: 'what it printed says why',
            }),
          ),
    )
  })
}
