import { projectManifests } from '../../project-manifests'
import type { Migration } from '../migration'
import { crateScripts, handOverScripts } from './crate-scripts'
import { handOverCommands, rustTargets } from './run-commands'
import { offerTargets } from './script-offers'

/**
 * Scripts and run-commands of a crate's directory that do what our target of the same name does. The script stays in
 * package.json, and is no Nx target any more; scripts elsewhere stay as they are, with the command that does the same.
 */
export function migrateScripts(migration: Migration): void {
  for (const found of migration.crates) {
    handOverScripts(found, migration)
    handOverCommands(found, migration)
  }
  offerTargets(migration)
}

/** Whether some script or command beside a crate is one that compiles Rust. */
export function hasRustScripts(migration: Migration): boolean {
  const manifests = new Set(projectManifests(migration.draft).npm)
  return migration.crates.some(
    (found) =>
      crateScripts(found, migration, manifests).length > 0 || rustTargets(found, migration).length > 0,
  )
}
