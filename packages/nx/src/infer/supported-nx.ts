import { createRequire } from 'node:module'

/** Releases of Nx that this plugin works with. */
export const SUPPORTED_NX = { from: 23, to: 24 }

/**
 * Why this plugin cannot infer anything for the Nx that has loaded it, with the way out; null where it can. Looks at the version
 * alone: loading anything else of an Nx that is too old may fail.
 */
export function unsupportedNx(version: string | null = loadedVersion()): string | null {
  const major = Number.parseInt(version ?? '', 10)
  if (Number.isNaN(major) || (major >= SUPPORTED_NX.from && major <= SUPPORTED_NX.to)) return null
  const needs = `nx-crane needs Nx ${SUPPORTED_NX.from} or ${SUPPORTED_NX.to}, and this is Nx ${version}: it infers nothing`
  return major < SUPPORTED_NX.from
    ? `${needs}. Run \`nx migrate ${SUPPORTED_NX.from}\`, install, and run \`nx migrate --run-migrations\``
    : `${needs}. Update nx-crane`
}

function loadedVersion(): string | null {
  try {
    return (createRequire(__filename)('nx/package.json') as { version: string }).version
  } catch {
    return null
  }
}
