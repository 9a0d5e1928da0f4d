import { decodeNix32, encodeNix32, lengthOfNix32 } from '../nix32'
import { invalidStorePath } from './invalid-store-path'
import { faultOfName } from './store-name'

/** Where Nix keeps its store unless told otherwise. Paths of one store mean nothing in another: all hold its directory. */
export const DEFAULT_STORE = '/nix/store'

/** A path directly below the store directory. */
export interface StorePath {
  /** 32 digits of Nix's base 32. */
  readonly hash: string
  readonly name: string
  /** `<store>/<hash>-<name>` */
  readonly path: string
}

const HASH_SIZE = 20
const HASH_LENGTH = lengthOfNix32(HASH_SIZE)

/** The store path of 160 bits and a name that Nix accepts. */
export function buildStorePath(
  hash: Uint8Array,
  { name, store }: { name: string; store: string },
): StorePath {
  const digits = encodeNix32(hash)
  const text = `${storeDirectory(store)}/${digits}-${name}`
  if (hash.length !== HASH_SIZE)
    throw invalidStorePath(text, `its hash has ${hash.length} bytes, not ${HASH_SIZE}`)
  const fault = faultOfName(name)
  if (fault) throw invalidStorePath(text, fault)
  return { hash: digits, name, path: text }
}

/** The store path that `text` is, directly below `store`; a path to a file inside of one is refused. */
export function parseStorePath(text: string, store: string = DEFAULT_STORE): StorePath {
  const directory = storeDirectory(store)
  if (!text.startsWith(`${directory}/`)) throw invalidStorePath(text, `it is not in ${directory}`)
  const base = text.slice(directory.length + 1)
  if (base[HASH_LENGTH] !== '-')
    throw invalidStorePath(text, `no ${HASH_LENGTH} digits and a dash before the name`)
  const name = base.slice(HASH_LENGTH + 1)
  const fault = faultOfName(name)
  if (fault) throw invalidStorePath(text, fault)
  return buildStorePath(hashOf(text, base.slice(0, HASH_LENGTH)), { name, store })
}

/** Where `storePath` would lie in the store at `store`: what a private store on the disk is asked for. */
export function printStorePath(
  { hash, name }: Pick<StorePath, 'hash' | 'name'>,
  store: string = DEFAULT_STORE,
) {
  return `${storeDirectory(store)}/${hash}-${name}`
}

function hashOf(text: string, digits: string): Uint8Array {
  try {
    return decodeNix32(digits)
  } catch (cause) {
    throw invalidStorePath(text, `"${digits}" is not in Nix's base 32`, cause)
  }
}

/** The directory goes into every hash: `/nix/store/` and `/nix/store` must not make two keys of one thing. */
export function storeDirectory(store: string): string {
  if (store === DEFAULT_STORE) return store
  const isClean =
    /^(?:\/[^/\0]+)+$/.test(store) && !store.split('/').some((part) => part === '.' || part === '..')
  if (isClean) return store
  throw invalidStorePath(
    store,
    'a store directory is an absolute path without "//", ".", ".." or a slash at its end',
  )
}
