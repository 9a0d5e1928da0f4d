import { existsSync, realpathSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { readRegularText } from '@nx-crane/files'

/**
 * The real directory of the package `name` as Node looks it up from the directory `from`; null where it is not installed. A
 * package need not export its package.json.
 */
export function installedDirectory(name: string, from: string): string | null {
  for (let dir = from; ; dir = dirname(dir)) {
    const candidate = join(dir, 'node_modules', name)
    if (existsSync(join(candidate, 'package.json'))) return realpathSync(candidate)
    if (dirname(dir) === dir) return process.versions.pnp === undefined ? null : resolved(name, from)
  }
}

/** The version in a package's manifest; null where there is none that can be read. */
export function versionIn(directory: string): string | null {
  try {
    const { version } = JSON.parse(readRegularText(join(directory, 'package.json'))) as { version?: unknown }
    return typeof version === 'string' && /^\d+\.\d+\.\d+/.test(version) ? version : null
  } catch {
    return null
  }
}

/** Yarn's Plug'n'Play has no `node_modules`. */
function resolved(name: string, from: string): string | null {
  try {
    return dirname(createRequire(join(from, 'package.json')).resolve(`${name}/package.json`))
  } catch {
    return null
  }
}

/** `require` as in a file of the repository's root. Throws where Node would wait for a pipe: it reads these manifests itself. */
export function requireFrom(root: string): NodeJS.Require {
  for (const manifest of ['package.json', 'node_modules/nx/package.json']) {
    if (existsSync(join(root, manifest))) readRegularText(join(root, manifest))
  }
  return createRequire(join(root, 'package.json'))
}
