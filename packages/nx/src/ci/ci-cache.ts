import { type CacheAddress, parseCacheAddress, printCacheAddress, readingUrl } from '../cache/cache-address'
import { KEY_VARIABLE } from '../cache/signing-key'
import { NxCraneError } from '../nx-crane-error'
import type { CiRequest } from './ci-options'

/** A cache of Nix that jobs of the main branch fill, and all jobs use. Nothing in it needs care in a shell, in YAML or in nix.conf. */
export interface CiCache {
  /** As `nx-crane cache push --to` takes it. */
  readonly address: string
  /** The secrets that a push needs, and the variables of the same names. The first one decides whether anything is pushed. */
  readonly secrets: readonly string[]
  /** A command before the one that pushes, which brings a program for it; nothing where Nix does it. */
  readonly launcher: string
  /** Lines of nix.conf by which Nix uses the cache; none where it is not known who signs. */
  readonly settings: readonly string[]
}

/** @throws NxCraneError `INVALID_OPTIONS` */
export function ciCache({ cache, publicKey = '' }: CiRequest): CiCache | null {
  if (cache === undefined || cache === '') {
    if (publicKey === '' || cache === '') return null
    throw invalid('--publicKey is given, but no cache', 'add --cache URL, or leave it out (--publicKey=)')
  }
  const address = plainAddress(cache)
  const { secrets, launcher } = uploadTo(address)
  const url = readingUrl(address)
  const settings =
    publicKey === '' || url === null
      ? []
      : [
          `extra-substituters = ${url}`,
          `extra-trusted-public-keys = ${publicKey}`,
          // What a cache has lost, or cannot send, is built.
          'fallback = true',
        ]
  return { address: printCacheAddress(address), secrets, launcher, settings }
}

/** As the command line or the head of a workflow has it. @throws NxCraneError `INVALID_OPTIONS` */
export function cacheOption(text: unknown): string {
  if (text === '') return ''
  if (typeof text !== 'string') throw invalid(`--cache is ${JSON.stringify(text)}`, 'write a URL')
  return printCacheAddress(plainAddress(text))
}

/** The text of an error never holds what may be a secret. @throws NxCraneError `INVALID_OPTIONS` */
export function publicKeyOption(text: unknown): string {
  if (text === '' || (typeof text === 'string' && /^[A-Za-z0-9][\w.-]*:[A-Za-z0-9+/]{43}=$/.test(text)))
    return text
  const isSecret = typeof text === 'string' && /:[A-Za-z0-9+/=]{80,}/.test(text)
  throw invalid(
    `--publicKey ${isSecret ? 'is a secret key: it must not get into a file of the repository' : 'is no public key of Nix'}`,
    'write NAME:…, as `nx-crane cache key` or the owner of the cache says it',
  )
}

/** It gets into shells, YAML and nix.conf, and each of them reads some characters in its own way. */
function plainAddress(text: string): CacheAddress {
  const address = parseCacheAddress(text, { from: 'repository' })
  if (typeof address === 'string') {
    // What is refused for holding a secret is not shown again.
    const shown = /password|secret/.test(address) ? '' : ` ${JSON.stringify(text)}`
    throw invalid(`--cache${shown}: it ${address}`, CI_FORMS)
  }
  if (!/^[\w.~:/?&=%+-]+$/.test(text))
    throw invalid(
      `--cache ${JSON.stringify(text)}: it has characters that a shell reads`,
      'write those as %…',
    )
  return address
}

const CI_FORMS = 'write file:///DIR, https://HOST, s3://BUCKET?region=… or cachix:NAME'

/** How a job logs in. What needs more than a secret is a step of one's own. */
function uploadTo(address: CacheAddress): Pick<CiCache, 'secrets' | 'launcher'> {
  if (address.by === 'cachix')
    return { secrets: ['CACHIX_AUTH_TOKEN'], launcher: 'nix shell --inputs-from . nixpkgs#cachix --command ' }
  if (address.by === 'nix' && !address.scheme.startsWith('ssh')) {
    const login = address.scheme === 's3' ? ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'] : []
    return { secrets: [KEY_VARIABLE, ...login], launcher: '' }
  }
  throw invalid(
    `--cache ${printCacheAddress(address)}: a job has to log in there first`,
    'write steps of your own that do, and then run `nx-crane cache push` (docs/caches.md)',
  )
}

function invalid(message: string, hint: string): NxCraneError {
  return new NxCraneError('INVALID_OPTIONS', { message, hint })
}
