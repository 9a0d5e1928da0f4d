import { NixError } from '../nix-error'
import { type StorePathOptions, textPath } from '../store/content-path'
import { parseStorePath, type StorePath } from '../store/store-path'
import type { Derivation } from './derivation'
import { printDerivation } from './print-derivation'

/** Where Nix writes the derivation. */
export function derivationPath(derivation: Derivation, options: StorePathOptions = {}): StorePath {
  const references = [...derivation.inputSources, ...derivation.inputDerivations.keys()]
  return textPath(printDerivation(derivation), `${derivation.name}.drv`, { ...options, references })
}

/** The name of the derivation at a path. */
export function derivationName(path: string, { store }: StorePathOptions = {}): string {
  const { name } = parseStorePath(path, store)
  if (name.endsWith('.drv') && name.length > 4) return name.slice(0, -4)
  throw new NixError('INVALID_STORE_PATH', {
    file: path,
    message: 'is no path of a derivation',
    hint: 'the path of a derivation ends in .drv',
  })
}
