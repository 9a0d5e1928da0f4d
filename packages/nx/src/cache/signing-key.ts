import { statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { makeStaging, messageOf, readRegularText, stateDirectory } from '@nx-crane/files'
import { NxCraneError } from '../nx-crane-error'

export const KEY_VARIABLE = 'NX_CRANE_CACHE_KEY'
export const KEY_FILE_VARIABLE = 'NX_CRANE_CACHE_KEY_FILE'

/** A secret key that paths are signed with. Only its file is ever named to a program. */
export interface SigningKey extends Disposable {
  readonly name: string
  /** Absolute. */
  readonly file: string
  /** What is to be said of it. */
  readonly warning: string | null
}

export interface SigningKeySource {
  /** The Nx workspace, absolute. */
  readonly root: string
  readonly env: NodeJS.ProcessEnv
  /** As typed. */
  readonly file: string | undefined
}

/**
 * The key of the file that was named, else of the variables {@link KEY_FILE_VARIABLE} and {@link KEY_VARIABLE}; null where there is
 * none. The text of a variable lies in a file that only this user can read until it is disposed.
 */
export function openSigningKey({ root, env, file }: SigningKeySource): SigningKey | null {
  const named = file ?? (env[KEY_FILE_VARIABLE] || undefined)
  if (named !== undefined) return keyInFile(resolve(named))
  const text = env[KEY_VARIABLE]
  if (!text) return null
  const name = nameOfKey(text, KEY_VARIABLE)
  const staging = makeStaging({ root, path: join(stateDirectory(root), 'tmp') })
  const place = join(staging.path, 'key')
  writeFileSync(place, text.trim(), { mode: 0o600, flag: 'wx' })
  return { name, file: place, warning: null, [Symbol.dispose]: () => staging[Symbol.dispose]() }
}

/** The environment for programs that need not know the key. */
export function withoutKeys(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { [KEY_VARIABLE]: _, ...rest } = env
  return rest
}

function keyInFile(file: string): SigningKey {
  const name = nameOfKey(readKey(file), file)
  const isShared = process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0
  const warning = isShared ? `${file}: others on this machine can read this key: chmod 600` : null
  return { name, file, warning, [Symbol.dispose]: () => {} }
}

function readKey(file: string): string {
  try {
    return readRegularText(file, { maxBytes: 4096 })
  } catch (cause) {
    throw new NxCraneError('UNREADABLE_KEY', {
      message: `the key cannot be read: ${messageOf(cause)}`,
      hint: 'name a file that `nx-crane cache key` has made',
    })
  }
}

/** `<name>:<base 64 of 64 bytes>`; an error never quotes it. */
function nameOfKey(text: string, place: string): string {
  const [, name, value = ''] = /^([A-Za-z0-9][\w.-]*):([A-Za-z0-9+/]+=*)$/.exec(text.trim()) ?? []
  const { length } = Buffer.from(value, 'base64')
  if (name !== undefined && length === 64) return name
  throw new NxCraneError('NO_SECRET_KEY', {
    message: `${place}: ${length === 32 ? 'is a public key, which signs nothing' : 'is no secret key of Nix (NAME:…)'}`,
    hint: 'make one with `nx-crane cache key NAME`',
  })
}
