import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'

/** Where the command line says that a bundle goes (`--out DIR`), by default `dist` of its package. */
export function outputDirectory(packageRoot: string): string {
  const { out } = parseArgs({ options: { out: { type: 'string' } } }).values
  return out === undefined ? join(packageRoot, 'dist') : resolve(out)
}
