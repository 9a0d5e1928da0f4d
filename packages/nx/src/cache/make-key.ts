import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, isAbsolute, join, relative, resolve } from 'node:path'
import { gitPaths } from '@nx-crane/build'
import { messageOf } from '@nx-crane/files'
import { type NixInstallation, storeError } from '@nx-crane/nix/cli'
import { NxCraneError } from '../nx-crane-error'

export interface NewKey {
  /** Absolute. */
  readonly file: string
  /** The line for `trusted-public-keys`. */
  readonly publicKey: string
}

export interface NewKeyPlace {
  /** The Nx workspace, absolute. */
  readonly root: string
  readonly env: NodeJS.ProcessEnv
  /** Where the secret key goes; into the user's configuration when undefined. */
  readonly out: string | undefined
}

/** Makes a pair of keys: the secret one in a new file that only this user can read, and that git would not commit. */
export async function makeKey(
  nix: NixInstallation,
  name: string,
  { root, env, out }: NewKeyPlace,
): Promise<NewKey> {
  if (!/^[A-Za-z0-9][\w.-]*$/.test(name) || name.length > 100) {
    throw new NxCraneError('INVALID_KEY_NAME', {
      message: `${JSON.stringify(name)} cannot be the name of a key`,
      hint: 'use letters, digits, "-", "_" and ".", such as cache.example.org-1',
    })
  }
  const file = out === undefined ? usualPlace(env, name) : resolve(out)
  refuseCommitted(file, { root, env })
  const secret = await ask(nix, ['key', 'generate-secret', '--key-name', name])
  const publicKey = await ask(nix, ['key', 'convert-secret-to-public'], secret)
  writeSecret(file, secret)
  return { file, publicKey }
}

function usualPlace(env: NodeJS.ProcessEnv, name: string): string {
  const home = env.XDG_CONFIG_HOME ?? (env.HOME === undefined ? undefined : join(env.HOME, '.config'))
  if (home !== undefined && isAbsolute(home)) return join(home, 'nx-crane', 'keys', `${name}.secret`)
  throw new NxCraneError('NO_HOME', {
    message: 'neither HOME nor XDG_CONFIG_HOME says where the secret key may go',
    hint: 'name a file: --out FILE',
  })
}

function refuseCommitted(file: string, { root, env }: Pick<NewKeyPlace, 'root' | 'env'>): void {
  const inside = relative(root, file)
  if (inside.startsWith('..') || isAbsolute(inside)) return
  if (gitPaths(['check-ignore', '-z', '--stdin'], { root, env, input: [inside] })?.length === 1) return
  throw new NxCraneError('KEY_IN_REPOSITORY', {
    message: `${inside}: lies in the repository, and git would commit it`,
    hint: 'leave --out away, name a file outside of the repository, or add this one to .gitignore first',
  })
}

function writeSecret(file: string, secret: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
    writeFileSync(file, secret, { mode: 0o600, flag: 'wx' })
  } catch (cause) {
    const isThere = (cause as NodeJS.ErrnoException).code === 'EEXIST'
    throw new NxCraneError('KEY_NOT_WRITTEN', {
      message: isThere ? `${file}: is there already` : `the key cannot be written: ${messageOf(cause)}`,
      hint: isThere
        ? 'a key in use must not be lost: choose another name, such as NAME-2'
        : 'name another file: --out FILE',
      cause,
    })
  }
}

async function ask(nix: NixInstallation, args: readonly string[], input?: string): Promise<string> {
  const { code, stdout, stderr } = await nix.run('nix', args, input)
  if (code !== 0) throw storeError(stderr)
  return stdout.trim()
}
