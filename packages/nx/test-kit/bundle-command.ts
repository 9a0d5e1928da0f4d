import { mkdirSync, mkdtempSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { readObserverSource } from '@nx-crane/build'
import { readNixLibrary } from '@nx-crane/crane'
import { buildSync } from 'esbuild'

/** Below the repository, where the command finds Nx as it does from its sources. */
const PLACE = resolve(__dirname, '../../../node_modules/.cache')

/** Bundles the sources of `nx-crane` into `bin.cjs` in a new directory, which whoever asks removes. */
export function bundleCommand(): string {
  mkdirSync(PLACE, { recursive: true })
  const place = mkdtempSync(join(PLACE, 'nx-crane-command-'))
  buildSync({
    entryPoints: [resolve(__dirname, '../src/bin.ts')],
    outfile: join(place, 'bin.cjs'),
    bundle: true,
    platform: 'node',
    target: 'node20',
    mainFields: ['module', 'main'],
    external: ['nx', '@nx/*'],
    define: {
      NX_CRANE_NIX_LIBRARY: JSON.stringify(Object.fromEntries(readNixLibrary())),
      NX_CRANE_OBSERVER: JSON.stringify(Object.fromEntries(readObserverSource())),
    },
  })
  return place
}
