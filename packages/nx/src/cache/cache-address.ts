/** A cache of Nix, checked: no part of it is taken for an option of a program, and it holds no secret. */
export type CacheAddress =
  /** What Nix itself reads and writes. */
  | { readonly by: 'nix'; readonly url: string; readonly scheme: NixScheme }
  /** Written by the program `cachix`; read over https. */
  | { readonly by: 'cachix'; readonly name: string }
  /** Written by the program `attic`; read at the address that its server says. */
  | { readonly by: 'attic'; readonly name: string }

const NIX_SCHEMES = ['file', 'http', 'https', 's3', 'ssh', 'ssh-ng'] as const
type NixScheme = (typeof NIX_SCHEMES)[number]

export const CACHE_FORMS =
  'write file:///DIR, https://HOST, s3://BUCKET?region=…, ssh-ng://HOST, cachix:NAME or attic:[SERVER:]CACHE'

/** Parameters that say where a cache is and in which form things lie there. */
const PLAIN_PARAMETERS: ReadonlySet<string> = new Set([
  ...['compression', 'compression-level', 'parallel-compression', 'index-debug-info', 'write-nar-listing'],
  ...['region', 'endpoint', 'scheme', 'profile', 'addressing-style', 'multipart-upload', 'storage-class'],
  ...['priority', 'want-mass-query', 'compress', 'max-connections'],
])
/** Those that name files of this machine, or programs of another: only who types them may want that. */
const TYPED_PARAMETERS: ReadonlySet<string> = new Set([
  ...['ssh-key', 'base64-ssh-public-host-key', 'remote-program', 'remote-store'],
])

/**
 * The cache that an address names, or what is wrong with the address, to be put after "it".
 *
 * @param from who has written it: the repository (nx.json), or whoever typed the command
 * @example parseCacheAddress('-x', { from: 'command' }) // → 'begins with "-"'
 */
export function parseCacheAddress(
  text: string,
  { from }: { readonly from: 'repository' | 'command' },
): CacheAddress | string {
  if (text === '') return 'is empty, or no text'
  if (text.startsWith('-')) return 'begins with "-"'
  if (!/^[\x21-\x7e]+$/.test(text)) return 'has characters that no address has (write those as %…)'
  const [, by, name = ''] = /^(cachix|attic):(.*)$/.exec(text) ?? []
  if (by === 'cachix') return isName(name) ? { by, name } : 'has no name of a cache after "cachix:"'
  if (by === 'attic')
    return name.split(':').length <= 2 && name.split(':').every(isName)
      ? { by, name }
      : 'has no [SERVER:]CACHE after "attic:"'
  return parseUrl(text, from)
}

/** As it is shown to people, and as the command line and nx.json have it. */
export function printCacheAddress(address: CacheAddress): string {
  return address.by === 'nix' ? address.url : `${address.by}:${address.name}`
}

/** Where Nix reads a cache, as `substituters` has it; null for one of attic, which only its server says. */
export function readingUrl(address: CacheAddress): string | null {
  if (address.by === 'nix') return address.url
  return address.by === 'cachix' ? `https://${address.name}.cachix.org` : null
}

function isName(name: string): boolean {
  return /^[A-Za-z0-9_][A-Za-z0-9_.-]*$/.test(name)
}

function parseUrl(text: string, from: 'repository' | 'command'): CacheAddress | string {
  const scheme = NIX_SCHEMES.find((known) => text.startsWith(`${known}://`))
  if (scheme === undefined)
    return `has none of the beginnings ${NIX_SCHEMES.map((each) => `${each}://`).join(', ')}`
  const [address = '', parameters = ''] = text.slice(scheme.length + 3).split('?', 2)
  if (text.includes('#')) return 'has a "#"'
  const [host = '', ...path] = address.split('/')
  if (scheme === 'file') {
    if (host !== '') return 'does not name an absolute directory (file:///DIR)'
    if (path.includes('..') || path.join('') === '') return 'does not name a directory'
  } else if (!isHost(host, scheme)) {
    return host.includes('@')
      ? 'holds a user or a password: use netrc-file, or the configuration of ssh or AWS'
      : 'has no host'
  }
  return faultInParameters(parameters, from) ?? { by: 'nix', url: text, scheme }
}

/** `ssh -…` has taken hosts for options. */
function isHost(host: string, scheme: NixScheme): boolean {
  const user = scheme === 'ssh' || scheme === 'ssh-ng' ? '(?:[A-Za-z0-9_][A-Za-z0-9_.-]*@)?' : ''
  return new RegExp(`^${user}(?:[A-Za-z0-9_][A-Za-z0-9_.-]*|\\[[0-9A-Fa-f:.]+\\])(?::[0-9]{1,5})?$`).test(
    host,
  )
}

function faultInParameters(parameters: string, from: 'repository' | 'command'): string | null {
  if (parameters === '') return null
  for (const parameter of parameters.split('&')) {
    const name = parameter.split('=')[0] ?? ''
    if (name === 'secret-key') return 'names a secret key: give that as --key-file'
    if (PLAIN_PARAMETERS.has(name)) continue
    if (!TYPED_PARAMETERS.has(name)) return `has a parameter ${JSON.stringify(name)}, which no cache has`
    if (from === 'repository') return `has the parameter "${name}", which may only be typed (--to, --from)`
  }
  return null
}
