import { childPath, compareVersions, parseLock } from '@nx-crane/graph'
import { objectAt } from '../init/edit-json'
import type { CargoRoot } from './cargo-root'
import type { Draft } from './draft'

/**
 * The line of `[dependencies]` that asks for wasm-bindgen. Its program must be of the very version of the lock: what the
 * workspace says or has locked is taken, then the version whose program is at hand.
 *
 * @param available the version of a program that this machine has
 */
export function bindgenRequirement(draft: Draft, root: CargoRoot, available: string | null): string {
  if ('wasm-bindgen' in objectAt(root.workspace, 'dependencies')) return 'wasm-bindgen.workspace = true'
  const locked = lockedVersion(draft, childPath(root.dir, 'Cargo.lock'))
  if (locked !== undefined) return `wasm-bindgen = "${locked}"`
  if (available === null) return 'wasm-bindgen = "0.2"'
  return `# The wasm-bindgen CLI must have exactly this version, which is installed where this was generated.\nwasm-bindgen = "=${available}"`
}

function lockedVersion(draft: Draft, path: string): string | undefined {
  const text = draft.read(path)
  if (text === undefined) return undefined
  const locked = parseLock(text, path).packages.filter(({ name }) => name === 'wasm-bindgen')
  return locked
    .map(({ version }) => version)
    .sort(compareVersions)
    .at(-1)
}
