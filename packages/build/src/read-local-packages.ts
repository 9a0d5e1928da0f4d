import { dirname, join } from 'node:path'
import { readRegularText } from '@nx-crane/files'
import { parseLock } from '@nx-crane/graph'
import type { CargoMetadata } from './cargo-metadata'

/**
 * The packages of which there are sources on this machine, members and those they reach by a path, also outside of the
 * workspace: name → directory, null where only the lock knows of it.
 */
export function readLocalPackages(metadata: CargoMetadata): Map<string, string | null> {
  const found = new Map<string, string | null>(
    lockedLocally(metadata.workspace_root).map((name) => [name, null]),
  )
  for (const { dependencies } of metadata.packages)
    for (const { name, path } of dependencies) if (path !== undefined) found.set(name, path)
  for (const { name, manifest_path: manifest } of metadata.packages) found.set(name, dirname(manifest))
  return found
}

function lockedLocally(workspaceDir: string): string[] {
  try {
    const lock = parseLock(readRegularText(join(workspaceDir, 'Cargo.lock')), 'Cargo.lock')
    return lock.packages.flatMap(({ name, source }) => (source === null ? [name] : []))
  } catch {
    // Cargo makes a lock where there is none, and says what is wrong with one.
    return []
  }
}
