import { compressHash, DIGEST_SIZES, type HashAlgorithm, sha256 } from '../digest'
import { invalidStorePath } from './invalid-store-path'
import { buildStorePath, DEFAULT_STORE, type StorePath, storeDirectory } from './store-path'

export interface StorePathOptions {
  /** The store directory, by default `/nix/store`. */
  readonly store?: string
}

export interface ReferringOptions extends StorePathOptions {
  /** The store paths that the contents mention, in any order. */
  readonly references?: Iterable<string>
}

/**
 * Where Nix puts a source tree: `./directory` and `builtins.path` in an expression, `nix-store --add`.
 *
 * @example sourcePath(narHash(readNarSource('crates/engine')), 'source').path // → '/nix/store/…-source'
 */
export function sourcePath(narHash: Uint8Array, name: string, options: ReferringOptions = {}): StorePath {
  return fingerprinted(typed('source', options.references), digestText('sha256', narHash, name), {
    name,
    ...options,
  })
}

/** Where Nix puts a text: `builtins.toFile`, and every derivation, whose references are its inputs. */
export function textPath(
  contents: string | Uint8Array,
  name: string,
  options: ReferringOptions = {},
): StorePath {
  return hashedTextPath(sha256(contents), name, options)
}

/** {@link textPath} for a text of which only the SHA-256 is at hand. */
export function hashedTextPath(hash: Uint8Array, name: string, options: ReferringOptions = {}): StorePath {
  return fingerprinted(typed('text', options.references), digestText('sha256', hash, name), {
    name,
    ...options,
  })
}

export interface FixedOutput {
  /** `flat`: the hash of a file's contents. `recursive`: that of an archive. */
  readonly method: 'flat' | 'recursive'
  readonly algorithm: HashAlgorithm
  readonly hash: Uint8Array
}

/** Where a fixed-output derivation or `nix-store --add-fixed` puts what has this hash, however it is come by. */
export function fixedOutputPath(
  output: FixedOutput,
  name: string,
  options: StorePathOptions = {},
): StorePath {
  if (output.method === 'recursive' && output.algorithm === 'sha256') {
    return sourcePath(output.hash, name, { ...(options.store === undefined ? {} : { store: options.store }) })
  }
  const digest = digestText(output.algorithm, output.hash, name)
  const inner = sha256(`fixed:out:${printMethod(output)}:${digest}:`).toString('hex')
  return fingerprinted('output:out', inner, { name, ...options })
}

/** How the method and the algorithm are written in a derivation, for example `r:sha256`. */
export function printMethod({ method, algorithm }: Pick<FixedOutput, 'method' | 'algorithm'>): string {
  return method === 'recursive' ? `r:${algorithm}` : algorithm
}

/**
 * The path of an output that is addressed by what goes into it. `hash` is that of the derivation with its own output paths
 * left out and every input derivation replaced by its hash.
 */
export function inputAddressedPath(
  hash: Uint8Array,
  {
    derivationName,
    outputName,
    ...options
  }: StorePathOptions & { derivationName: string; outputName: string },
): StorePath {
  const name = outputName === 'out' ? derivationName : `${derivationName}-${outputName}`
  return fingerprinted(`output:${outputName}`, digestText('sha256', hash, name), { name, ...options })
}

function typed(type: string, references: Iterable<string> = []): string {
  return [type, ...[...new Set(references)].sort()].join(':')
}

function fingerprinted(
  type: string,
  inner: string,
  { name, store = DEFAULT_STORE }: { name: string; store?: string },
) {
  const digest = sha256(`${type}:sha256:${inner}:${storeDirectory(store)}:${name}`)
  return buildStorePath(compressHash(digest), { name, store })
}

function digestText(algorithm: HashAlgorithm, digest: Uint8Array, name: string): string {
  if (digest.length === DIGEST_SIZES[algorithm]) return Buffer.from(digest).toString('hex')
  throw invalidStorePath(name, `${digest.length} bytes are no ${algorithm}`)
}
