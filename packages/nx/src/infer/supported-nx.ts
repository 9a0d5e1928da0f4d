import { createRequire } from 'node:module'
import type { PackageManager } from '@nx-crane/graph'

/** Releases of Nx that this plugin works with. */
export const SUPPORTED_NX = { from: 23, to: 24 }

/** What brings a repository's Nx to one that this plugin works with: by the smallest step. Needs Nx in node_modules. */
export function nxMigration({ exec, install }: PackageManager): string {
  return `${exec(`nx migrate ${SUPPORTED_NX.from}`)}, then ${install}, then ${exec('nx migrate --run-migrations')}`
}

/**
 * Why this plugin cannot infer anything for the Nx that has loaded it, with the way out; null where it can. Looks at the version
 * alone: loading anything else of an Nx that is too old may fail.
 *
 * @param managerOf asked only where it is needed
 */
export function unsupportedNx(
  managerOf: () => PackageManager,
  version: string | null = loadedVersion(),
): string | null {
  const major = Number.parseInt(version ?? '', 10)
  if (Number.isNaN(major) || (major >= SUPPORTED_NX.from && major <= SUPPORTED_NX.to)) return null
  const needs = `nx-crane needs Nx ${SUPPORTED_NX.from} or ${SUPPORTED_NX.to}, but this is Nx ${version}: it infers nothing`
  return major < SUPPORTED_NX.from
    ? `${needs}. Run ${nxMigration(managerOf())}`
    : `${needs}. Update nx-crane: ${managerOf().addDev('nx-crane@latest')}`
}

function loadedVersion(): string | null {
  try {
    return (createRequire(__filename)('nx/package.json') as { version: string }).version
  } catch {
    return null
  }
}
