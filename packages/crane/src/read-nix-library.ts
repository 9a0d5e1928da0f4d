import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { readRegularText } from '@nx-crane/files'
import type { NixLibrary } from './plan-flake'

/** Set by the bundler of the plugin: what `readNixLibrary` would find. */
declare const NX_CRANE_NIX_LIBRARY: Readonly<Record<string, string>> | undefined

/** The Nix files of this package by their paths, sorted. The published plugin has them in its own code. */
export function readNixLibrary(): NixLibrary {
  if (typeof NX_CRANE_NIX_LIBRARY !== 'undefined') return new Map(Object.entries(NX_CRANE_NIX_LIBRARY))
  const directory = join(__dirname, '..', 'nix')
  return new Map(
    readdirSync(directory, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.nix'))
      .sort()
      .map((path) => [path, readRegularText(join(directory, path))]),
  )
}
