import { hash } from 'node:crypto'

/** Where key files stand, relative to the Nx workspace: below the directory for state. */
export function keysRoot(stateDirectory: string): string {
  return `${stateDirectory}/keys`
}

/**
 * The directory of one crate's key files under {@link keysRoot}: readable, and different for crates of one name.
 *
 * @example keyDirectory('engine', 'crates/engine') // → 'engine-2f6b1e0c'
 */
export function keyDirectory(crateName: string, crateDir: string): string {
  return `${crateName}-${hash('sha256', crateDir).slice(0, 8)}`
}
