import { hash } from 'node:crypto'

/** What this plugin keeps between runs, relative to the Nx workspace. */
export const CACHE_ROOT = 'node_modules/.cache/nx-crane'

/** Where key files stand, relative to the Nx workspace: ignored by git in every JavaScript repository. */
export const KEYS_ROOT = 'node_modules/.cache/nx-crane/keys'

/**
 * The directory of one crate's key files under {@link KEYS_ROOT}: readable, and different for crates of one name.
 *
 * @example keyDirectory('engine', 'crates/engine') // → 'engine-2f6b1e0c'
 */
export function keyDirectory(crateName: string, crateDir: string): string {
  return `${crateName}-${hash('sha256', crateDir).slice(0, 8)}`
}
