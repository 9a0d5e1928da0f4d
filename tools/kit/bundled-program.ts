import { basename, join } from 'node:path'
import { buildSync } from 'esbuild'
import { readNixLibrary } from '../../packages/crane/src'

/**
 * A program that runs in a repository with the Nx that is installed there, in one file in `directory`.
 *
 * @param entry its TypeScript source
 */
export function bundleNxProgram(entry: string, directory: string): string {
  const name = basename(entry, '.ts')
  const outfile = join(directory, `${name}.js`)
  buildSync({
    ...{ entryPoints: [entry], outfile, bundle: true, platform: 'node', target: 'node20' },
    ...{ mainFields: ['module', 'main'], external: ['nx', '@nx/*'] },
    define: {
      NX_CRANE_BUILD_ID: JSON.stringify(name),
      NX_CRANE_NIX_LIBRARY: JSON.stringify(Object.fromEntries(readNixLibrary())),
    },
  })
  return outfile
}
