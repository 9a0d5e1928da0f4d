import type { TaskKind } from '@nx-crane/graph'
import { storePathKey } from './store-path-key'

/** What a key file is made from. */
export interface FiledKey {
  readonly name: string
  readonly kind: TaskKind
  readonly digest: string
  readonly own: string
  readonly profiles: Readonly<Record<string, string>>
}

/**
 * The text of a key file: the key, by which Nx caches, and the parts by which the result store knows a result that was made
 * with one profile. The parts follow from what the key follows from, so they add nothing to what Nx compares.
 */
export function printKeyFile(key: FiledKey): string {
  const parts = Object.entries(key.profiles).map(([profile, digest]) => `profile ${profile} ${digest}\n`)
  return `${storePathKey(key)}\n${parts.length === 0 ? '' : `own ${key.own}\n`}${parts.join('')}`
}

/** The text of the key file of a task that Nix builds: by the path that it builds. */
export function printNixKeyFile(storePath: string): string {
  return `${storePath}\n${NIX_LINE}\n`
}

/** Who builds the task whose key file this is. */
export function builderOf(text: string): 'nix' | 'cargo' {
  return text.split('\n').includes(NIX_LINE) ? 'nix' : 'cargo'
}

const NIX_LINE = 'builder nix'

/**
 * What a result depends on that is made with `profile`, as a text; the key itself where profiles have no say, where this one
 * is not known, and where it is null. Null for a file that holds no key.
 */
export function parseKeyFile(text: string, profile: string | null): string | null {
  const [key = '', ...lines] = text.trim().split('\n')
  if (key === '') return null
  const own = lines.find((line) => line.startsWith('own '))
  const used = lines.find((line) => profile !== null && line.startsWith(`profile ${profile} `))
  return own === undefined || used === undefined ? key : `${own} ${used}`
}
